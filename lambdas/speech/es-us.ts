import type { Quote } from '../domain/quote.ts';
import type { Sentences } from './sentences.ts';

export const spanishUs: Sentences = {
  wait,
  offer: (quote) =>
    `El tiempo de espera es de ${wait(quote)}. Para conservar su lugar y que le devolvamos la llamada, oprima 1. Para esperar, oprima 2 o permanezca en la línea.`,
  inQueueOffer: (quote) =>
    `En lugar de esperar, podemos devolverle la llamada en ${wait(quote)}. Para que le llamemos, oprima 1. Para seguir esperando, permanezca en la línea.`,
  registered: (quote) => `Le llamaremos en ${wait(quote)}. Gracias por llamar. Adiós.`,
  openCallback: (quote) =>
    `Le llamaremos ${quote ? `en ${wait(quote)}` : 'en cualquier momento'}. Para conservar su llamada y colgar, oprima 1. Para cancelarla y esperar a un agente, oprima 2. Para esperar y conservarla, permanezca en la línea.`,
  wrongKey: 'Lo sentimos, esa tecla no es una de las opciones.',
  transferring: 'Gracias. Un momento, por favor.',
  transferFailed: 'Lo sentimos, no fue posible programar la llamada. Le atenderá el próximo agente disponible.',
  callbackPending:
    'Ya tiene una llamada programada con nosotros y la recibirá. Si lo prefiere, permanezca en la línea para hablar con el próximo agente.',
  registering: 'Un momento, por favor. Estamos programando su llamada.',
  stillRegistering: 'Un momento más, por favor.',
  numberRefused: 'Lo sentimos, no podemos llamar a este número. Le atenderá el próximo agente disponible.',
  noCallbacksNow:
    'Lo sentimos, en este momento no es posible programar una llamada. Le atenderá el próximo agente disponible.',
  callbackKept: 'Su llamada sigue programada. Gracias por llamar. Adiós.',
  callbackCancelled: 'Su llamada queda cancelada. Le atenderá el próximo agente disponible.',
  callbackStands:
    'Lo sentimos, no fue posible cancelar su llamada y sigue programada. Le atenderá el próximo agente disponible.',
  goodbye: 'Gracias por llamar. Adiós.',
  holding: 'Por favor espere al próximo agente disponible.',
  returnHolding: 'Gracias por su paciencia. Le comunicaremos con el próximo agente.',
  closed:
    'Gracias por llamar. En este momento estamos cerrados. Por favor llame en nuestro horario de atención. Adiós.',
  queueFull: 'Todas las líneas están ocupadas en este momento. Por favor espere.',
  turnedAway: 'Lo sentimos, todas las líneas siguen ocupadas. Por favor llame más tarde. Adiós.',
};

function wait(quote: Quote): string {
  switch (quote.kind) {
    case 'about':
      return `aproximadamente ${duration(quote.minutes)}`;
    case 'between':
      return `entre ${duration(quote.fromMinutes)} y ${duration(quote.toMinutes)}`;
    case 'more-than':
      return `más de ${duration(quote.minutes)}`;
  }
}

function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [
    hours > 0 && (hours === 1 ? 'una hora' : `${hours} horas`),
    rest > 0 && (rest === 1 ? 'un minuto' : `${rest} minutos`),
  ];
  return parts.filter(Boolean).join(' y ');
}
