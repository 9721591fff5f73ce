import { type DashboardDefinition, half, MINUTE, of, sum, sums, third } from './widgets.ts';

const QUARTER_HOUR = 900;
const all = { width: 24, periodSeconds: QUARTER_HOUR } as const;

/** For managers: what became of callers, and whether what they were told was true. */
export const businessDashboard: DashboardDefinition = {
  name: 'business',
  widgets: [
    {
      ...{ kind: 'numbers', title: 'From the call to the agent', ...all, height: 4 },
      lines: [
        sum('CallArrived', 'Calls'),
        sum('OfferMade', 'Offers'),
        sum('OfferAccepted', 'Accepted'),
        { part: 'OfferAccepted', whole: 'OfferMade', label: 'Take rate, %' },
        sum('TransferAnswered', 'Transferred'),
        sum('CallbackRegistered', 'Confirmed by Mindful'),
        sum('CallbackReturned', 'Called back'),
        sum('CallbackAnswered', 'Answered by an agent'),
        of('TimeSaved', 'Sum', 'Minutes saved', MINUTE),
        of('QuoteKept', 'Average', 'Quotes kept, %', 1 / 100),
      ],
    },
    {
      ...{ kind: 'numbers', title: 'Lost on the way', ...all, height: 4 },
      lines: [
        sum('OfferDeclined', 'Declined'),
        sum('TransferFailed', 'Transfer failed'),
        sum('CallbackCancelled', 'Hung up before Mindful'),
        sum('ChoseHold', 'Chose to hold'),
        sum('CallbackAbandoned', 'Hung up when called back'),
        sum('CallbackExpired', 'Never called back'),
        sum('CallbackLost', 'Confirmed, and not called back'),
        sum('CallerGaveUp', 'Gave up in the queue'),
        sum('TurnedAway', 'Turned away'),
      ],
    },
    {
      ...{ kind: 'chart', title: 'Offers and callbacks', ...half, periodSeconds: QUARTER_HOUR },
      lines: sums('CallArrived', 'OfferMade', 'OfferAccepted', 'CallbackReturned', 'CallbackAnswered'),
    },
    {
      ...{ kind: 'counts', title: 'Why callers were not offered a callback', ...half },
      ...{ field: 'because', where: { route: 'incoming-call' } },
    },
    {
      ...{ kind: 'chart', title: 'Waits, minutes', ...third, periodSeconds: QUARTER_HOUR },
      lines: [
        of('EstimatedWait', 'Average', 'Estimated', MINUTE),
        of('ActualWait', 'Average', 'Real', MINUTE),
        of('ActualWait', 'p90', 'Real, one in ten is longer', MINUTE),
      ],
    },
    {
      ...{
        kind: 'chart',
        title: 'Quoted minus real wait, minutes: below 0 is too short',
        ...third,
        periodSeconds: 3600,
      },
      lines: [
        of('QuoteError', 'Average', 'Average', MINUTE),
        of('QuoteError', 'p10', 'One in ten is below', MINUTE),
        of('QuoteError', 'p90', 'One in ten is above', MINUTE),
        of('QuoteGap', 'Average', "Mindful's announcement minus ours", MINUTE),
      ],
    },
    {
      ...{ kind: 'chart', title: 'Return calls: punctuality and hold, minutes', ...third, periodSeconds: QUARTER_HOUR },
      lines: [
        of('Punctuality', 'Average', 'After the promised time', MINUTE),
        of('ReturnHoldTime', 'Average', 'Return-call hold time', MINUTE),
      ],
    },
    {
      ...{ kind: 'chart', title: 'Waiting at home', ...half, periodSeconds: MINUTE },
      lines: [sum('OpenCallbacks', 'People')],
    },
    {
      ...{ kind: 'lines', title: 'Changes by hand', ...half },
      fields: ['queue', 'message', 'by', 'why', 'policy', 'until'],
      where: { code: ['CB401', 'CB402', 'CB403'] },
    },
  ],
};
