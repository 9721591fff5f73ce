import { vendorDocument } from './vendor-documents.ts';

const { requests } = vendorDocument('twilio-request-defaults') as {
  requests: Record<string, Record<string, string | number | boolean>>;
};

/** `GET /v1/Sinks`, with what its document says of each parameter that is left out. */
export const documentedRequests = Object.entries(requests);

/** The documented request that this one is, by its method and path. */
export function documentedRequest(method: string, path: string): string | undefined {
  return documentedRequests.find(([name]) => {
    const [documented, template = ''] = name.split(' ');
    const pattern = template.replace(/\./g, '\\.').replace(/\{\w+\}/g, '[A-Z]{2}\\w{32}');
    return documented === method && new RegExp(`^${pattern}$`).test(path.split('?')[0] ?? '');
  })?.[0];
}
