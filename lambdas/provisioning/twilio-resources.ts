/** Settings as Twilio names them in camel case; `''` where Twilio has none. */
export type Settings = Readonly<Record<string, string>>;

/** How a number's calls are answered. A number with an application or a trunk ignores its own Voice URL. */
export interface PhoneNumberResource {
  sid: string;
  phoneNumber: string;
  settings: Settings;
}

export interface SipDomainResource {
  sid: string;
  domainName: string;
  friendlyName: string;
  settings: Settings;
}

export interface Named {
  sid: string;
  friendlyName: string;
}

export interface AddressResource {
  sid: string;
  /** `54.165.17.177/32` */
  range: string;
}

export interface WorkspaceResource {
  sid: string;
  settings: Settings;
}

export interface WorkflowResource {
  sid: string;
  /** The JSON that says which task goes to which queue. */
  configuration: string;
}

export interface SinkResource {
  sid: string;
  description: string;
  destination: string;
}

export interface SubscriptionResource {
  sid: string;
  description: string;
  sinkSid: string;
}

/**
 * What the deploy reads and writes of a Twilio account. A resource that does not exist is `undefined`; everything else that
 * goes wrong is a `TwilioFailure`. Deleting what is gone already succeeds.
 */
export interface TwilioResources {
  numbersCalled(phoneNumber: string): Promise<PhoneNumberResource[]>;
  number(sid: string): Promise<PhoneNumberResource | undefined>;
  updateNumber(sid: string, settings: Settings): Promise<void>;

  domains(): Promise<SipDomainResource[]>;
  /** The SID of the new domain. */
  createDomain(domain: { domainName: string; friendlyName: string; settings: Settings }): Promise<string>;
  updateDomain(sid: string, settings: Settings): Promise<void>;
  deleteDomain(sid: string): Promise<void>;
  /** SIDs of the access control lists that a domain lets in. */
  listsOfDomain(domainSid: string): Promise<string[]>;
  addListToDomain(domainSid: string, listSid: string): Promise<void>;
  removeListFromDomain(domainSid: string, listSid: string): Promise<void>;
  /** SIDs of the credential lists that a domain demands besides. */
  credentialListsOfDomain(domainSid: string): Promise<string[]>;

  accessLists(): Promise<Named[]>;
  createAccessList(friendlyName: string): Promise<string>;
  deleteAccessList(sid: string): Promise<void>;
  addresses(listSid: string): Promise<AddressResource[]>;
  addAddress(listSid: string, range: string): Promise<void>;
  deleteAddress(listSid: string, sid: string): Promise<void>;

  workspace(sid: string): Promise<WorkspaceResource | undefined>;
  updateWorkspace(sid: string, settings: Settings): Promise<void>;
  workflow(workspaceSid: string, sid: string): Promise<WorkflowResource | undefined>;
  hasTaskQueue(workspaceSid: string, sid: string): Promise<boolean>;
  /** SID of the workspace's task channel for calls. */
  voiceChannel(workspaceSid: string): Promise<string | undefined>;

  sinks(): Promise<SinkResource[]>;
  createSink(description: string, destination: string): Promise<string>;
  deleteSink(sid: string): Promise<void>;
  subscriptions(): Promise<SubscriptionResource[]>;
  createSubscription(subscription: { description: string; sinkSid: string; types: readonly string[] }): Promise<void>;
  deleteSubscription(sid: string): Promise<void>;
}

/** What Twilio answered instead of what was asked for; `status` is absent when it did not answer at all. */
export class TwilioFailure extends Error {
  override readonly name = 'TwilioFailure';
  readonly status: number | undefined;
  readonly code: number | undefined;
  /** The request may have been carried out all the same: look before asking again. */
  readonly unclear: boolean;

  constructor(message: string, { status, code }: { status?: number | undefined; code?: number | undefined } = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.unclear = status === undefined || status >= 500;
  }
}
