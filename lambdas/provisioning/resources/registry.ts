import type { Check, Finding } from '../finding.ts';
import { accessControlListKind } from './access-control-list.ts';
import { domainMappingKind } from './domain-mapping.ts';
import { eventSinkKind } from './event-sink.ts';
import { eventSubscriptionKind } from './event-subscription.ts';
import { ipAddressKind } from './ip-address.ts';
import type { ResourceKind, Resources } from './kind.ts';
import { phoneNumberKind } from './phone-number.ts';
import { sipDomainKind } from './sip-domain.ts';
import { taskQueueKind } from './task-queue.ts';
import { workflowKind } from './workflow.ts';
import { workspaceKind } from './workspace.ts';

/**
 * Every kind of resource that a deploy looks at, each after the kinds that it needs. Callers reach the numbers: they are
 * changed when everything behind them is there, and given back before it goes.
 */
const kinds = {
  workflows: workflowKind,
  taskQueues: taskQueueKind,
  sipDomains: sipDomainKind,
  accessControlLists: accessControlListKind,
  ipAddresses: ipAddressKind,
  domainMappings: domainMappingKind,
  workspaces: workspaceKind,
  eventSinks: eventSinkKind,
  eventSubscriptions: eventSubscriptionKind,
  numbers: phoneNumberKind,
};

type Kinds = typeof kinds;
type KindName = keyof Kinds;
type WantedOf<Kind> = Kind extends ResourceKind<infer Wanted, infer _Found, never> ? Wanted : never;
type FoundOf<Kind> = Kind extends ResourceKind<infer _Wanted, infer Found, never> ? Found : never;

/** Of each kind, what is to be. */
export type WantedResources = { readonly [Name in KindName]: readonly WantedOf<Kinds[Name]>[] };

/** Of each kind, what is to be and what there is. */
export type AllResources = { readonly [Name in KindName]: Resources<WantedOf<Kinds[Name]>, FoundOf<Kinds[Name]>> };

/** Holds each kind to its shape, and the registry to what the kinds need of each other. */
const checked: { [Name in KindName]: ResourceKind<WantedOf<Kinds[Name]>, FoundOf<Kinds[Name]>, AllResources> } = kinds;

/** A kind without its types: what it wants and finds is handed to it alone. */
type AnyKind = ResourceKind<unknown, unknown, AllResources>;

export const registry = Object.entries(checked) as unknown as [KindName, AnyKind][];

export const resourceChecks: readonly Check<AllResources>[] = registry.flatMap(([name, { checks }]) =>
  checks.map((check) => ({
    name: check.name,
    look: (others): Finding => check.look({ ...others[name], others }),
  })),
);
