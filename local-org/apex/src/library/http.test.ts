import { CalloutProblem, type CalloutRequest } from '../vm.ts';
import { said } from '../../test/support/library.ts';

const call = `
    HttpRequest request = new HttpRequest();
    request.setEndpoint('callout:Service/v1/items');
    request.setMethod('PUT');
    request.setHeader('Content-Type', 'application/json');
    request.setBody('{"token":"planted"}');
    request.setTimeout(5000);
    try {
        HttpResponse response = new Http().send(request);
        say(response.getStatusCode() + ' ' + response.getStatus() + ' ' + response.getBody() + ' ' + response.getHeader('x-kind'));
    } catch (CalloutException refused) {
        say(refused.getMessage());
    }`;

it('hands the request to the outside and its reply to Apex', () => {
    const requests: CalloutRequest[] = [];
    const lines = said(call, [], {
        callout: (request) => {
            requests.push(request);
            return {
                status: 404,
                reason: 'Not Found',
                headers: new Map([['X-Kind', 'problem']]),
                body: Buffer.from('gone')
            };
        }
    });
    expect(lines).toEqual(['404 Not Found gone problem']);
    expect(requests).toEqual([
        {
            method: 'PUT',
            endpoint: 'callout:Service/v1/items',
            headers: new Map([['Content-Type', 'application/json']]),
            body: Buffer.from('{"token":"planted"}'),
            timeoutMs: 5000
        }
    ]);
});

it('refuses a callout after work that is not committed', () => {
    expect(said(call, [], { uncommitted: true })).toEqual([
        'You have uncommitted work pending. Please commit or rollback before calling out'
    ]);
});

it('raises CalloutException where no reply came', () => {
    const callout = () => {
        throw new CalloutProblem('Read timed out');
    };
    expect(said(call, [], { callout })).toEqual(['Read timed out']);
});

it('counts callouts, and stops at more than a hundred', () => {
    const send =
        "HttpRequest r = new HttpRequest(); r.setEndpoint('https://x.example.invalid'); r.setMethod('GET'); for (Integer i = 0; i < 101; i++) new Http().send(r);";
    expect(() => said(send)).toThrow();
});
