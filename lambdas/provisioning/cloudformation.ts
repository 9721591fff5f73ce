import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { CheckRequest } from './check-build.ts';
import type { ProvisionOutcome } from './provision.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html */
export interface CustomResourceEvent extends CheckRequest {
  ResourceType: string;
  RequestId: string;
  StackId: string;
  LogicalResourceId: string;
  ResponseURL: string;
}

/** An answer of more than 4096 bytes is refused, and the stack would wait for nothing. */
const MOST_REASON_CHARACTERS = 1500;
const ATTEMPTS = 3;

/** Tells CloudFormation how it went. The address is a presigned one that takes a PUT without a content type. */
export async function answerCloudFormation(event: CustomResourceEvent, outcome: ProvisionOutcome): Promise<void> {
  const { RequestId, StackId, LogicalResourceId } = event;
  const body = JSON.stringify({
    Status: outcome.status,
    Reason: outcome.reason.slice(0, MOST_REASON_CHARACTERS),
    PhysicalResourceId: outcome.physicalResourceId,
    ...{ RequestId, StackId, LogicalResourceId },
  });
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await put(event.ResponseURL, body);
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

function put(url: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const send = url.startsWith('http:') ? httpRequest : httpsRequest;
    const headers = { 'content-type': '', 'content-length': Buffer.byteLength(body) };
    const request = send(url, { method: 'PUT', headers, signal: AbortSignal.timeout(5000) }, (response) => {
      const { statusCode = 0 } = response;
      // The status says it all: what follows may stall.
      if (statusCode < 300) resolve();
      else reject(new Error(`CloudFormation took the answer with ${statusCode}`));
      response.destroy();
    });
    request.on('error', reject);
    request.end(body);
  });
}
