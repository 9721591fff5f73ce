/**
 * Every voice of `<Say>` that speaks a language: with another language's, Twilio may say nothing at all. This file imports nothing.
 * https://www.twilio.com/docs/voice/twiml/say/text-speech
 */
export const voices: Readonly<Record<string, readonly RegExp[]>> = {
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
  'en-GB': [
    /^Polly\.(Amy|Brian|Emma)(-Neural)?$/,
    /^Polly\.(Arthur-Neural|Amy-Generative)$/,
    /^Google\.en-GB-(Neural2|Standard|Wavenet)-[A-DFNO]$/,
    /^Google\.en-GB-Chirp3-HD-(Aoede|Charon|Fenrir|Kore|Leda|Orus|Puck|Zephyr)$/,
  ],
  'fr-CA': [
    /^Polly\.(Chantal|(Gabrielle|Liam)-Neural)$/,
    /^Google\.fr-CA-(Neural2|Standard|Wavenet)-[A-D]$/,
    /^Google\.fr-CA-Chirp3-HD-(Aoede|Charon|Fenrir|Kore|Leda|Orus|Puck|Zephyr)$/,
  ],
};
