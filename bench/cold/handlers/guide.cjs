const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');
const twilio = require('twilio');

/*
 * What Twilio's guide does in a Twilio Function, as it would be carried over to Lambda: the whole SDK of Twilio, whose client it makes
 * with each container, and the average in a table instead of in variables of the environment. Kinder than the guide in two things: the
 * token comes from the environment, and the average is never too old, so that nobody waits for TaskRouter. As deployed with a
 * folder `node_modules`, without a bundler.
 * https://www.twilio.com/docs/flex/admin-guide/integrations/mindful
 */

const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const client = twilio(process.env.ACCOUNT_SID, process.env.AUTH_TOKEN);
const UPDATE_INTERVAL_MS = 60_000;

async function waitSeconds(queue) {
  const { Item } = await table.send(
    new GetCommand({ TableName: process.env.TABLE_NAME, Key: { pk: queue, sk: 'wait' } }),
  );
  const { seconds = 900, updatedAtMs = Date.now() } = Item ?? {};
  if (Date.now() - updatedAtMs <= UPDATE_INTERVAL_MS) return seconds;
  const workspace = client.taskrouter.v1.workspaces(process.env.WORKSPACE_SID);
  const statistics = await workspace.taskQueues(process.env.TASK_QUEUE_SID).cumulativeStatistics().fetch();
  return statistics.avgTaskAcceptanceTime;
}

exports.handler = async ({ headers, body, rawPath, requestContext }) => {
  const form = Object.fromEntries(new URLSearchParams(Buffer.from(body, 'base64').toString('utf8')));
  const url = `https://${requestContext.domainName}${rawPath}`;
  if (!twilio.validateRequest(process.env.AUTH_TOKEN, headers['x-twilio-signature'], url, form))
    return { statusCode: 403 };
  const document = new twilio.twiml.VoiceResponse();
  if ((await waitSeconds('support')) > 120) {
    document.gather({ numDigits: 1, action: `${url}/reply` }).say('The wait is long. To be called back, press 1.');
  }
  document.enqueue({ workflowSid: process.env.WORKFLOW_SID }).task({}, JSON.stringify({ from: form.From }));
  return { statusCode: 200, headers: { 'content-type': 'text/xml' }, body: document.toString() };
};
