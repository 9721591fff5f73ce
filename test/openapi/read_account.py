"""Reads every list of the simulated account."""

import sys

from loopback import connect, report

origin, account_sid, token = sys.argv[1:4]
client = connect(origin, account_sid, token)
workspace = client.taskrouter.v1.workspaces.list()[0]
inside = client.taskrouter.v1.workspaces(workspace.sid)
domain = client.api.v2010.account.sip.domains.list()[0]
addresses = client.api.v2010.account.sip.ip_access_control_lists.list()[0]
report(
    [
        client.api.v2010.accounts(account_sid).fetch(),
        workspace,
        domain,
        addresses,
        *client.incoming_phone_numbers.list(),
        *client.queues.list(),
        *client.sip.domains(domain.sid).auth.calls.ip_access_control_list_mappings.list(),
        *client.sip.ip_access_control_lists(addresses.sid).ip_addresses.list(),
        *inside.workflows.list(),
        *inside.task_queues.list(),
        *inside.task_channels.list(),
        *client.events.v1.sinks.list(),
        *client.events.v1.subscriptions.list(),
    ]
)
