/** The far end of a `<Dial><Sip>`: the simulated Mindful, or nobody. */
export interface SipPeer {
  /** Called once the INVITE is sent. The peer decides what happens to the leg; times are virtual seconds. */
  invite(invitation: SipInvitation, leg: SipLeg): void;
}

export interface SipInvitation {
  /** The whole URI as dialled, before any parsing. */
  uri: string;
  user: string;
  host: string;
  port: number;
  transport: 'udp' | 'tcp' | 'tls';
  /** Header names as sent, values percent-decoded. */
  headers: ReadonlyMap<string, string>;
  /** Caller ID of the leg. */
  from: string;
  /** The caller's own call. */
  parentCallSid: string;
}

/** What a peer may do to the leg. Calls after its end change nothing. */
export interface SipLeg {
  ring(): void;
  answer(): void;
  /** What the caller hears from the far end, for the call's transcript. */
  say(text: string): void;
  /** A final SIP response other than 2xx: 486, 603, 503, ... */
  refuse(sipResponseCode: number): void;
  /** BYE from the far end. */
  hangUp(): void;
  /** SIP REFER to another address: Twilio asks the Dial's referUrl what to do. */
  refer(toUri: string): void;
  /** Runs when the caller presses a key during the leg. */
  onDigits(listener: (digits: string) => void): void;
  /** Runs once when the leg is over, ended by either side. */
  onEnd(listener: () => void): void;
}
