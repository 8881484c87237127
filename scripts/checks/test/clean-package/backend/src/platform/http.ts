/** The only function that opens an outbound connection. */
export const get = async (url: string): Promise<string> => (await fetch(url)).text();
