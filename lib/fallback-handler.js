// Runs on CloudFront, in its JavaScript runtime 2.0, after the lines that define defaultQueue, queues and sipUsers.

function parameter(query, name) {
  var found = query[name];
  if (!found) return '';
  try {
    return decodeURIComponent(found.value.replace(/\+/g, ' '));
  } catch (_error) {
    return '';
  }
}

function sipCall(query) {
  var user = /^sips?:([^@;]+)@/i.exec(parameter(query, 'To'));
  return (user && sipUsers[decodeURIComponent(user[1]).toLowerCase()]) || { queue: defaultQueue, isReturn: false };
}

function headerOf(query, header) {
  var name = `SipHeader_${header}`.toLowerCase();
  for (var key in query) if (key.toLowerCase() === name) return parameter(query, key);
  return '';
}

function phoneNumber(text) {
  var found = /^\s*(\+[1-9][0-9]{5,14})(;.*)?$/.exec(text);
  return found ? found[1] : undefined;
}

// Whoever has talked to an agent, or was taken over by Mindful long enough, has been served.
function isServed(query, queue) {
  if (
    /^(bridged|bridging-in-process|hangup|redirected|redirected-from-bridged)$/.test(parameter(query, 'QueueResult'))
  ) {
    return true;
  }
  var isTaken = /^(completed|answered)$/.test(parameter(query, 'DialCallStatus'));
  return isTaken && Number(parameter(query, 'DialCallDuration')) >= queue.registrationSeconds;
}

function enqueue(name, call, query) {
  var queue = queues[name];
  var caller = phoneNumber(call.header ? headerOf(query, call.header) : parameter(query, 'From'));
  var attributes = {
    type: 'inbound',
    direction: 'inbound',
    name: caller || 'Unknown caller',
    queue: name,
    fallback: true,
  };
  if (call.isReturn) attributes.callback = { queue: name };
  if (call.isReturn && caller) attributes.customerPhone = caller;
  var priority = call.isReturn ? queue.priority : 0;
  var task = `<Task priority="${priority}" timeout="${queue.timeout}">${JSON.stringify(attributes)}</Task>`;
  return `<Enqueue workflowSid="${queue.workflowSid}">${task}</Enqueue>`;
}

// CloudFront calls it by this name.
function handler(event) {
  var query = event.request.querystring;
  var path = /^\/queues\/([a-z0-9-]+)$/.exec(event.request.uri);
  var call = event.request.uri === '/sip' ? sipCall(query) : { queue: path && path[1], isReturn: false };
  var name = queues[call.queue] ? call.queue : defaultQueue;
  var verbs = isServed(query, queues[name]) ? '<Hangup/>' : enqueue(name, call, query);
  return {
    statusCode: 200,
    statusDescription: 'OK',
    headers: { 'content-type': { value: 'text/xml; charset=utf-8' }, 'cache-control': { value: 'no-store' } },
    body: `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`,
  };
}
