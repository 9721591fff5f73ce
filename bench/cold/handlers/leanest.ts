import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { createDynamoClient, createSecretsClient } from '../../../lambdas/adapters/aws-clients.ts';

/*
 * The least that a function can do with the same clients: a secret and an item are read before the first event, the signature is
 * checked by the same validator, and one document is answered. What the service takes beyond this is its own.
 */

const environment = process.env as Record<string, string>;
const dynamo = createDynamoClient(environment['AWS_REGION'], 'call');
const secrets = createSecretsClient(environment['AWS_REGION']);

const key = { pk: { S: 'queue#support' }, sk: { S: 'snapshot' } };
const [{ SecretString = '{}' }] = await Promise.all([
  secrets.send(new GetSecretValueCommand({ SecretId: environment['TWILIO_SECRET_NAME'] })),
  dynamo.send(new GetItemCommand({ TableName: environment['TABLE_NAME'], Key: key })),
]);
const { authToken } = JSON.parse(SecretString);

const body = '<?xml version="1.0" encoding="UTF-8"?><Response><Pause length="1"/></Response>';

export const handler = async (event: APIGatewayProxyEventV2) => {
  const form = Object.fromEntries(new URLSearchParams(Buffer.from(event.body ?? '', 'base64').toString('utf8')));
  const url = `https://${event.requestContext.domainName}${event.rawPath}`;
  const isSigned = validateRequest(authToken, event.headers['x-twilio-signature'] ?? '', url, form);
  return isSigned ? { statusCode: 200, headers: { 'content-type': 'text/xml' }, body } : { statusCode: 403 };
};
