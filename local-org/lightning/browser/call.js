/** Marks a request as the page's own; another origin cannot add it without being asked first. */
const own = { 'X-Local-Org': 'page' };

const unreachable = 'The local org does not answer. Check that npm start is still running, then try again.';

const failure = (status, statusText, message) => ({
    body: { message },
    ok: false,
    status,
    statusText,
    errorType: 'fetchResponse'
});

/** Sends JSON to the local org. Throws what Lightning throws: an object whose `body.message` is a sentence. */
export const call = async (method, address, body) => {
    const headers = body === undefined ? own : { ...own, 'Content-Type': 'application/json' };
    let response;
    let answer;
    try {
        response = await fetch(address, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
        answer = response.status === 204 ? null : await response.json();
    } catch {
        throw failure(0, '', unreachable);
    }
    if (!response.ok) throw { ...failure(response.status, response.statusText), body: answer };
    return answer;
};
