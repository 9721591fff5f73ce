import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import { Rows } from '../twilio/rest/rows.ts';
import { taskChannelSid } from '../twilio/rest/task-json.ts';
import { sidFor } from '../twilio/sids.ts';
import { WAITING_CALLS_BY_DEFAULT } from '../twilio/waiting-line.ts';

/** An account before this service is deployed: it has numbers and Flex, but nothing refers to the service. */
export function accountFor(configuration: Configuration): Rows {
  const rows = new Rows();
  const accountPath = `/2010-04-01/Accounts/${configuration.accountSid}`;
  for (const { name, numbers, returnNumbers, taskRouter } of configuration.queues) {
    for (const number of [...numbers, ...returnNumbers]) addNumber(rows, accountPath, number);
    const { workspaceSid, workflowSid, taskQueueSid } = taskRouter;
    const workspace = `/v1/Workspaces/${workspaceSid}`;
    rows.put('/v1/Workspaces', {
      sid: workspaceSid,
      friendly_name: 'Flex Task Assignment',
      event_callback_url: null,
      events_filter: null,
    });
    rows.put(`${workspace}/TaskChannels`, {
      sid: taskChannelSid(workspaceSid, 'voice'),
      unique_name: 'voice',
      friendly_name: 'Voice',
    });
    rows.put(`${workspace}/TaskQueues`, { sid: taskQueueSid, friendly_name: name });
    rows.put(`${workspace}/Workflows`, {
      sid: workflowSid,
      friendly_name: name,
      configuration: JSON.stringify({ task_routing: { filters: [], default_filter: { queue: taskQueueSid } } }),
    });
    rows.put(`${accountPath}/Queues`, {
      sid: sidFor('QU', workflowSid),
      friendly_name: workflowSid,
      max_size: WAITING_CALLS_BY_DEFAULT,
    });
  }
  return rows;
}

function addNumber(rows: Rows, accountPath: string, phoneNumber: string): void {
  rows.put(`${accountPath}/IncomingPhoneNumbers`, {
    sid: rows.newSid('PN'),
    phone_number: phoneNumber,
    friendly_name: nationally(phoneNumber),
    voice_url: 'https://demo.twilio.com/welcome/voice/',
    voice_method: 'POST',
    voice_fallback_url: null,
    voice_fallback_method: 'POST',
    status_callback: null,
    status_callback_method: 'POST',
    voice_application_sid: null,
    trunk_sid: null,
  });
}

/** As Twilio names a number that nobody has named: (415) 555-0100. */
function nationally(phoneNumber: string): string {
  return phoneNumber.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
}
