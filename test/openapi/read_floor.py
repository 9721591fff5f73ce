"""Reads the tasks, the statistics and the events of the simulated TaskRouter."""

import sys
from types import SimpleNamespace

from loopback import connect, report

origin, account_sid, token, workspace, task_queue = sys.argv[1:6]
inside = connect(origin, account_sid, token).taskrouter.v1.workspaces(workspace)
tasks = inside.tasks.list()
queue = inside.task_queues(task_queue)
queues = SimpleNamespace(to_dict=lambda: {"queueSids": [task_queue]})
report(
    [
        *tasks,
        *[inside.tasks(task.sid).fetch() for task in tasks],
        queue.real_time_statistics().fetch(),
        queue.cumulative_statistics().fetch(split_by_wait_time="30"),
        inside.task_queues.bulk_real_time_statistics.create(body=queues),
        *inside.events.list(page_size=1000),
    ]
)
