"""Reads the simulated account with Twilio's library for Python and prints what is not there although the resource exists."""

import json
import sys

from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

origin, account_sid, token = sys.argv[1:4]


class Loopback(TwilioHttpClient):
    """Every host of Twilio's is served by one local port."""

    def request(self, method, url, *args, **kwargs):
        return super().request(method, origin + "/" + url.split("/", 3)[3], *args, **kwargs)


client = Client(account_sid, token, http_client=Loopback())
workspace = client.taskrouter.v1.workspaces.list()[0]
inside = client.taskrouter.v1.workspaces(workspace.sid)
domain = client.api.v2010.account.sip.domains.list()[0]
addresses = client.api.v2010.account.sip.ip_access_control_lists.list()[0]
resources = [
    workspace,
    domain,
    addresses,
    *client.incoming_phone_numbers.list(),
    *client.sip.domains(domain.sid).auth.calls.ip_access_control_list_mappings.list(),
    *client.sip.ip_access_control_lists(addresses.sid).ip_addresses.list(),
    *inside.workflows.list(),
    *inside.task_queues.list(),
    *inside.task_channels.list(),
]
missing = [
    f"{type(one).__name__}.{name}"
    for one in resources
    for name in ("sid", "account_sid", "date_created", "date_updated")
    if getattr(one, name) is None
]
print(json.dumps({"resources": len(resources), "missing": missing}))
