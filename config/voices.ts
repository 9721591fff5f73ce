/** The languages that callers are spoken to in, and their voices. This file imports nothing. */
export const languages = ['en-US', 'es-US'] as const;

type Language = (typeof languages)[number];

export const defaultVoices: Readonly<Record<Language, string>> = {
  'en-US': 'Polly.Joanna-Neural',
  'es-US': 'Polly.Lupe-Neural',
};

/**
 * Every voice of `<Say>` that speaks the language: with another language's, Twilio may say nothing at all.
 * https://www.twilio.com/docs/voice/twiml/say/text-speech
 */
export const voices: Readonly<Record<Language, readonly RegExp[]>> = {
  'en-US': [
    /^Polly\.(Ivy|Joanna|Joey|Justin|Kendra|Kevin|Kimberly|Matthew|Salli)(-Neural)?$/,
    /^Polly\.(Danielle|Gregory|Ruth|Stephen)-Neural$/,
    /^Polly\.(Danielle|Joanna|Matthew|Ruth|Stephen)-Generative$/,
    /^Google\.en-US-(Neural2-[AC-J]|(Standard|Wavenet)-[A-J])$/,
    /^Google\.en-US-Chirp3-HD-(Aoede|Charon|Fenrir|Kore|Leda|Orus|Puck|Zephyr)$/,
  ],
  'es-US': [
    /^Polly\.(Miguel|Penelope|(Lupe|Pedro)-(Neural|Generative)|Lupe)$/,
    /^Google\.es-US-(Neural2|Standard|Wavenet)-[ABC]$/,
    /^Google\.es-US-Chirp3-HD-(Aoede|Charon|Fenrir|Kore|Leda|Orus|Puck|Zephyr)$/,
  ],
};
