import { describe, expect, it } from '@jest/globals';
import { startDeployment } from '../provisioning/simulated-account.ts';

/** What each resource has from the moment it exists. */
const always = ['sid', 'dateCreated', 'dateUpdated'];

describe('T13: the official SDK for Node', () => {
  it("reads every list of the simulated account, and finds each resource's owner, dates and address", async () => {
    const deployment = await startDeployment();
    try {
      await deployment.deploy();
      const twilio = deployment.twilio();
      const [workspace] = await twilio.taskRouter.workspaces.list();
      const [domain] = await twilio.account.sip.domains.list();
      const [list] = await twilio.account.sip.ipAccessControlLists.list();
      const inWorkspace = twilio.taskRouter.workspaces(workspace?.sid ?? '');
      const resources: object[] = [
        ...[workspace, domain, list].flatMap((one) => one ?? []),
        ...(await twilio.account.incomingPhoneNumbers.list()),
        ...(await twilio.account.sip.domains(domain?.sid ?? '').auth.calls.ipAccessControlListMappings.list()),
        ...(await twilio.account.sip.ipAccessControlLists(list?.sid ?? '').ipAddresses.list()),
        ...(await inWorkspace.workflows.list()),
        ...(await inWorkspace.taskQueues.list()),
        ...(await inWorkspace.taskChannels.list()),
      ];
      expect(resources.length).toBeGreaterThan(9);
      for (const resource of resources) {
        const fields = new Map(Object.entries(resource));
        expect(always.filter((name) => !fields.get(name) || String(fields.get(name)) === 'Invalid Date')).toEqual([]);
        expect(fields.get('accountSid')).toBe(deployment.configuration.accountSid);
        const address = fields.get('uri') ?? fields.get('url');
        if (fields.has('uri') || fields.has('url')) expect(address).toContain(fields.get('sid'));
      }
    } finally {
      await deployment.account.stop();
    }
  });
});
