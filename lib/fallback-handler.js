// Runs on CloudFront, in its JavaScript runtime 2.0, after the lines that define store and defaultQueue.

// Like URLSearchParams: what is not encoded stays as it is, and control characters go.
function decode(text) {
  return text
    .replace(/\+/g, ' ')
    .replace(/(%[0-9a-f]{2})+/gi, (escaped) => {
      try {
        return decodeURIComponent(escaped);
      } catch (_error) {
        return '\ufffd';
      }
    })
    .split('')
    .filter(isPrintable)
    .join('');
}

function isPrintable(character) {
  var code = character.charCodeAt(0);
  return code > 31 && !(code > 126 && code < 160) && code !== 8232 && code !== 8233;
}

function parameter(query, wanted) {
  for (var name in query) if (name.toLowerCase() === wanted.toLowerCase()) return decode(query[name].value);
  return '';
}

// What the store does not hold, or does not give, is absent.
async function lookUp(key) {
  try {
    return await store.get(key, { format: 'json' });
  } catch (_error) {
    return undefined;
  }
}

async function queueNamed(name) {
  return (await lookUp(`queue/${name}`)) || defaultQueue;
}

// A stranger's address is a return call to the default queue, as for the service.
async function sipCall(query) {
  var found = /^<?sips?:([^@;?:<>]+)@/i.exec(parameter(query, 'To').trim());
  var user = found ? found[1].toLowerCase() : '';
  var returning = await lookUp(`return/${user}`);
  if (!returning) {
    const holding = await lookUp(`hold/${user}`);
    return { queue: holding ? await queueNamed(holding) : defaultQueue, isReturn: !holding, isSip: true };
  }
  // CloudFront has no for...of: docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
  for (let index = 0; index < returning.headers.length; index += 1) {
    const header = returning.headers[index];
    const named = await lookUp(`queue/${parameter(query, `SipHeader_${header}`).trim()}`);
    if (named && named.returnUser === user && named.queueHeader === header) {
      return { queue: named, isReturn: true, isSip: true };
    }
  }
  return { queue: await queueNamed(returning.queue), isReturn: true, isSip: true };
}

async function call(event) {
  var query = event.request.querystring;
  if (event.request.uri === '/sip') return sipCall(query);
  var path = /^\/queues\/([a-z0-9-]+)$/.exec(event.request.uri);
  var queue = path ? await queueNamed(path[1]) : defaultQueue;
  // A plain number takes return calls from Mindful's caller IDs alone, which name no customer.
  var isReturn =
    (await lookUp(`to/${queue.name}/${parameter(query, 'To')}`)) === 1 &&
    (await lookUp(`from/${queue.name}/${parameter(query, 'From')}`)) === 1;
  return { queue, isReturn, isSip: false };
}

// Keypad words that carriers send for withheld caller IDs.
var withheld = /^\+(266696687|7378742833|2562533|8656696|86282452253|7748283)$/;

function e164(text) {
  return /^\+[1-9][0-9]{5,14}$/.test(text) && !withheld.test(text) ? text : undefined;
}

function fromHex(hex) {
  if (!/^([0-9a-f]{2})+$/i.test(hex)) return '';
  return hex.replace(/^0[04]/, '').replace(/../g, (byte) => String.fromCharCode(parseInt(byte, 16)));
}

function fromPercent(text) {
  try {
    return decodeURIComponent(text);
  } catch (_error) {
    return '';
  }
}

// As readPhoneNumber of the service: test/data/number-forms.ts holds both to it.
function readNumber(text) {
  if (text.length > 200) return undefined;
  var address = /^[^<>]*<([^<>]*)>[^<>]*$/.exec(text);
  var parts = (address ? address[1] : text).split(';');
  var value = parts[0].replace(/^\s*"(.*)"\s*$/, '$1');
  var isHex = parts.slice(1).some((part) => /^\s*encoding\s*=\s*"?hex"?\s*$/i.test(part));
  isHex = isHex || /^(00|04)?2b(3\d){6,15}$/i.test(value.trim());
  var decoded = isHex ? fromHex(value.trim()) : fromPercent(value);
  var raw = decoded.replace(/^\s*(tel|sips?):([^@:?]*).*$/i, '$2');
  var written = raw.trim();
  if (!/^\+?[\d ().-]+$/.test(written) || written.includes('(0)')) return undefined;
  var digits = written.replace(/\D/g, '');
  if (written[0] === '+') return e164(`+${digits}`);
  if (digits.slice(0, 2) === '00') return e164(`+${digits.slice(2)}`);
  return !/^ +\d/.test(raw) && /^[2-9]\d{2}[2-9]\d{6}$/.test(digits) ? undefined : e164(`+${digits}`);
}

// Mindful calls back under its own number, so only the header names the customer. A caller who chose to hold may have none.
function callerOf(answered, query) {
  var from = e164(parameter(query, 'From'));
  if (!answered.isSip) return answered.isReturn ? undefined : from;
  return readNumber(parameter(query, `SipHeader_${answered.queue.header}`)) || (answered.isReturn ? undefined : from);
}

function enqueue(answered, query) {
  var queue = answered.queue;
  var caller = callerOf(answered, query);
  var attributes = {
    type: 'inbound',
    direction: 'inbound',
    name: caller || 'Unknown caller',
    queue: queue.name,
    fallback: true,
  };
  var callSid = parameter(query, 'CallSid');
  if (answered.isReturn) attributes.callback = { queue: queue.name };
  else if (/^CA[0-9a-f]{32}$/i.test(callSid)) attributes.conversations = { conversation_id: callSid };
  if (answered.isReturn && caller) attributes.customerPhone = caller;
  var priority = answered.isReturn ? queue.priority : 0;
  var task = `<Task priority="${priority}" timeout="${queue.timeout}">${JSON.stringify(attributes)}</Task>`;
  return `<Enqueue workflowSid="${queue.workflowSid}">${task}</Enqueue>`;
}

// CloudFront calls it by this name. Twilio documents nothing of this request that tells a served caller from one who fell out of
// the queue, so everybody is queued: who was served hangs up, and nobody else is dropped.
async function handler(event) {
  var query = event.request.querystring;
  var answered = await call(event);
  return {
    statusCode: 200,
    statusDescription: 'OK',
    headers: { 'content-type': { value: 'text/xml; charset=utf-8' }, 'cache-control': { value: 'no-store' } },
    body: `<?xml version="1.0" encoding="UTF-8"?><Response>${enqueue(answered, query)}</Response>`,
  };
}
