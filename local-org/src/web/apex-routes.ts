import { type Request, Router } from 'express';
import { ApexRefusal, BadCall } from '../apex/failures.ts';

/** The seam between the page and Apex: calls an `@AuraEnabled` method by name with what a component sent. */
export type Invoke = (className: string, method: string, parameters: Record<string, unknown>) => Promise<unknown>;

/** `POST /apex/<Class>/<method>`: parameters in, result out, failures in the shape in which Lightning hands them on. */
export const apexRoutes = (invokeFor: (request: Request) => Invoke): Router => {
    const router = Router();
    router.post('/:className/:method', async (request, response) => {
        const { className, method } = request.params;
        try {
            response.json((await invokeFor(request)(className, method, parametersOf(request))) ?? null);
        } catch (error) {
            if (error instanceof BadCall) response.status(400).json({ message: error.message });
            else if (error instanceof ApexRefusal) response.status(500).json(error.body);
            else throw error;
        }
    });
    return router;
};

const parametersOf = ({ body }: Request): Record<string, unknown> => {
    if (typeof body !== 'object' || body === null || Array.isArray(body))
        throw new BadCall('Send the parameters as a JSON object.');
    return body as Record<string, unknown>;
};
