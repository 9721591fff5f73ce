import * as v from 'valibot';
import { about, object, oneOf, text, uniqueListOf } from './forms.ts';
import { twilioRegions } from './names.ts';

export const twilio = object(
  {
    region: v.optional(
      oneOf(
        twilioRegions,
        'The Twilio region of the numbers, the SIP domain and TaskRouter; credentials are of one region.',
      ),
      'us1',
    ),
    sipDomain: v.optional(
      about(
        text(
          /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
          'the part before ".sip.twilio.com": lower-case letters, digits and hyphens',
        ),
        'The SIP domain that Mindful calls back on, unique in all of Twilio; "callback-{stage}-" and the last eight digits of the account SID if absent.',
      ),
    ),
    mindfulAddresses: v.optional(
      v.pipe(
        uniqueListOf(
          text(
            /^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\/(3[0-2]|[12][0-9]|[89])$/,
            'an IPv4 range with its prefix length from 8 to 32, such as "54.165.17.177/32"',
          ),
          'The only addresses that may call the SIP domain: confirm them with Mindful.',
        ),
        v.minLength(1, 'at least one address range'),
      ),
      ['54.165.17.177/32', '54.145.183.157/32', '54.87.8.161/32', '3.223.253.119/32'],
    ),
    takeOver: v.optional(
      uniqueListOf(
        text(
          /^(\+[1-9][0-9]{5,14}|[a-z0-9-]+\.sip\.twilio\.com)$/,
          'a phone number such as "+14155550100", or a SIP domain such as "example.sip.twilio.com"',
        ),
        'What the deploy may take from another owner, such as a number that a Studio flow answers; its webhooks are restored when the stack is deleted.',
      ),
      [],
    ),
  },
  'What the deploy sets up in the Twilio account beside the queues. Every field has a default.',
);
