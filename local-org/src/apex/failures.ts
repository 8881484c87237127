/** What a component gets in place of a result, as the Apex interpreter words it: `body.message` is for the screen. */
export class ApexRefusal extends Error {
    readonly body: Readonly<Record<string, unknown>>;
    constructor(body: Readonly<Record<string, unknown>>) {
        super(typeof body['message'] === 'string' ? body['message'] : 'An Apex error');
        this.name = 'ApexRefusal';
        this.body = body;
    }
}

/** A call that no component makes: parameters that are no JSON object. */
export class BadCall extends Error {}
