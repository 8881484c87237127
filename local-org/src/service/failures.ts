/** The service answered with a refusal: its stable code, or its status when the answer had none. */
export class ServiceRefusal extends Error {
    readonly status: number;
    readonly code: string;
    readonly requestId: string | undefined;

    constructor(status: number, code: string, requestId?: string) {
        super(`The service answered ${status} ${code}.`);
        this.status = status;
        this.code = code;
        this.requestId = requestId;
    }
}

/** The service did not answer. */
export class ServiceUnreachable extends Error {}

/** The local org could not become a client of the service. */
export class EnrolmentFailed extends Error {}
