/** What the page says about the org and who looks at it. */
export const context = JSON.parse(document.getElementById('context').textContent);
