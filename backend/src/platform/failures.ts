/** Every failure a caller can see. Adding one changes the API. The message says what to do next. */
export const failures = {
    malformed_json: { status: 400, message: 'The body is not valid JSON. Send one JSON object.' },
    invalid_request: { status: 400, message: 'The request does not have the shape the contract asks for. See /docs.' },
    malformed_path: {
        status: 400,
        message: 'The address is not valid percent-encoded UTF-8. Encode the client ID once.'
    },
    client_id_blank: { status: 400, message: 'The client ID is blank. Name the account key of a settings record.' },
    client_id_too_long: {
        status: 400,
        message: 'The client ID is longer than 1,024 bytes. Account keys hold 255 characters.'
    },
    token_empty: { status: 400, message: 'The token is empty. Paste the token of this client ID.' },
    token_too_long: { status: 400, message: 'The token is longer than 16 KB. Check that only the token was pasted.' },
    token_control_characters: {
        status: 400,
        message: 'The token has a line break, tab or other control character inside. Copy it again as one line.'
    },
    actor_missing: { status: 400, message: 'Name the acting user in the header Strongroom-Actor.' },
    actor_invalid: {
        status: 400,
        message: 'Name the acting user in Strongroom-Actor by the id of a Salesforce user (005…, 15 or 18 characters).'
    },
    org_id_invalid: {
        status: 400,
        message: 'Name a Salesforce organisation by its id (00D…, 15 or 18 characters).'
    },
    access_token_missing: { status: 401, message: 'Send an access token of POST /oauth/token as a bearer token.' },
    access_token_invalid: { status: 401, message: 'The access token is unknown or has expired. Ask for a new one.' },
    enrolment_code_invalid: {
        status: 401,
        message: 'The code is wrong, used or older than 15 minutes. Ask the operator for a new one: npm run enrol.'
    },
    acting_not_allowed: { status: 403, message: 'This client may not act for users of the organisation.' },
    secret_not_found: { status: 404, message: 'No token is stored for this client ID.' },
    route_not_found: { status: 404, message: 'No such address. See /docs.' },
    method_not_allowed: { status: 405, message: 'This address does not answer that method. See /docs.' },
    org_already_enrolled: {
        status: 409,
        message:
            'This organisation is enrolled. To replace its client, ask for a code made for it: npm run enrol -- --org <id>.'
    },
    body_too_large: { status: 413, message: 'The body is larger than 128 KB.' },
    content_type_unsupported: { status: 415, message: 'Send the body as application/json in UTF-8.' },
    too_many_attempts: { status: 429, message: 'Too many failed attempts. Wait, then try again.' },
    internal_error: { status: 500, message: 'Something went wrong here. Report the request id to the operator.' },
    database_unavailable: { status: 503, message: 'The database cannot be reached. Try again in a few seconds.' }
} as const;

export type FailureCode = keyof typeof failures;

/** What a caller is told: a code of the table, and the cause for the log alone. */
export class Failure extends Error {
    readonly code: FailureCode;
    readonly retryAfterSeconds: number | undefined;

    constructor(code: FailureCode, options: { cause?: unknown; retryAfterSeconds?: number } = {}) {
        super(failures[code].message, { cause: options.cause });
        this.name = 'Failure';
        this.code = code;
        this.retryAfterSeconds = options.retryAfterSeconds;
    }

    get status(): number {
        return failures[this.code].status;
    }
}
