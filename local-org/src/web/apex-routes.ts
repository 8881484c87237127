import { type Request, type Response, Router } from 'express';
import { AuraHandledException, BadCall, type Invoke } from '../apex/invoke.ts';

/** `POST /apex/<Class>/<method>`: parameters in, result out, failures in the shape in which Lightning hands them on. */
export const apexRoutes = (invokeFor: (request: Request) => Invoke, log: (error: unknown) => void): Router => {
    const router = Router();
    router.post('/:className/:method', async (request, response) => {
        const { className, method } = request.params;
        try {
            response.json((await invokeFor(request)(className, method, parametersOf(request))) ?? null);
        } catch (error) {
            if (error instanceof AuraHandledException && error.cause !== undefined) log(error.cause);
            answerFailure(error, response);
        }
    });
    return router;
};

const parametersOf = ({ body }: Request): Record<string, unknown> => {
    if (typeof body !== 'object' || body === null || Array.isArray(body))
        throw new BadCall('Send the parameters as a JSON object.');
    return body as Record<string, unknown>;
};

const answerFailure = (error: unknown, response: Response): void => {
    if (error instanceof BadCall) {
        response
            .status(400)
            .json({ exceptionType: 'BadRequest', isUserDefinedException: false, message: error.message });
        return;
    }
    if (!(error instanceof AuraHandledException)) throw error;
    response
        .status(500)
        .json({ exceptionType: 'System.AuraHandledException', isUserDefinedException: false, message: error.message });
};
