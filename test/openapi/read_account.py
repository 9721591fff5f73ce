"""Makes, changes and removes something of each kind in the simulated account, and reads every list and resource in between."""

import sys

from loopback import connect, report

origin, account_sid, token = sys.argv[1:4]
client = connect(origin, account_sid, token)
sip = client.api.v2010.account.sip
events = client.events.v1

acl = sip.ip_access_control_lists.create(friendly_name="made")
address = acl.ip_addresses.create(friendly_name="made", ip_address="192.0.2.7")
url = "https://made.example.com/"
domain = sip.domains.create(
    domain_name="made.sip.twilio.com",
    friendly_name="made",
    voice_url=url,
    voice_fallback_url=url,
    voice_status_callback_url=url,
)
mapping = domain.auth.calls.ip_access_control_list_mappings.create(ip_access_control_list_sid=acl.sid)
configuration = {"destination": url, "method": "POST", "batch_events": False}
sink = events.sinks.create(description="made", sink_configuration=configuration, sink_type="webhook")
types = [{"type": "com.twilio.taskrouter.task.created"}]
subscription = events.subscriptions.create(description="made", sink_sid=sink.sid, types=types)

workspaces = client.taskrouter.v1.workspaces.list()
inside = client.taskrouter.v1.workspaces(workspaces[0].sid)
credentials = sip.domains(sip.domains.list()[0].sid).auth.calls.credential_list_mappings
numbers = client.incoming_phone_numbers.list()
workflows = inside.workflows.list()
listed = [
    *sip.domains.list(),
    *sip.ip_access_control_lists.list(),
    *acl.ip_addresses.list(),
    *domain.auth.calls.ip_access_control_list_mappings.list(),
    *credentials.list(),
    *client.queues.list(),
    *workspaces,
    *inside.task_queues.list(),
    *inside.task_channels.list(),
    *events.sinks.list(),
    *events.subscriptions.list(),
    *numbers,
    *workflows,
]
alone = [one.fetch() for one in listed]
changed = [
    acl.update(friendly_name="changed"),
    domain.update(friendly_name="changed"),
    sink.update(description="changed"),
    subscription.update(description="changed"),
    *[one.update(friendly_name="changed") for one in workspaces],
    *[one.update(configuration=one.configuration) for one in workflows],
    *[one.update(voice_url=url) for one in numbers],
]
for one in [*credentials.list(), subscription, sink, mapping, address, domain, acl]:
    one.delete()
report(
    [
        client.api.v2010.accounts(account_sid).fetch(),
        *[acl, address, domain, mapping, sink, subscription],
        *listed,
        *alone,
        *changed,
    ]
)
