/** The least that a function can do: one constant document. */
const body = '<?xml version="1.0" encoding="UTF-8"?><Response><Pause length="1"/></Response>';

export const handler = async () => ({ statusCode: 200, headers: { 'content-type': 'text/xml' }, body });
