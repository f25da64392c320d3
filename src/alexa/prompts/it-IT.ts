/** What Alexa says in it-IT, with "tu". Nothing agrees in gender with a stored summary: it stands after a colon. */
import { translation } from './translation.ts';

export const prompts = translation({
  // A transaction, rendered from what is stored.
  order: 'Da {{payee}}: {{what}}.',
  order_replaces: '{{what}}. Questo sostituisce: {{replaced}}.',
  order_replaces_with: '{{what}}, {{rest}}. Questo sostituisce: {{replaced}}.',
  replaces: 'Questo sostituisce: {{replaced}}.',

  // Codes on their way.
  sent_sms: 'Ho mandato un SMS al numero che finisce con {{hint}}.',
  sent_email: 'Ti ho mandato un codice via email.',
  sent_new_sms: 'Il vecchio codice non vale più; il nuovo arriva via SMS.',
  sent_new_email: 'Il vecchio codice non vale più; il nuovo arriva via email.',
  resent_sms: 'Ho mandato un nuovo codice al numero che finisce con {{hint}}.',
  resent_email: 'Ti ho mandato un nuovo codice via email.',
  being_sent: 'Il codice sta partendo proprio ora.',
  ask_code: 'Qual è il codice?',
  ask_new_code: 'Qual è il nuovo codice?',
  ask_whole_code: 'Qual è il codice completo?',
  reprompt_code:
    "Fai con calma. Quando arriva il codice, di': Alexa, di' a {{seller}}: il mio codice è, e poi i numeri.",

  // What is no code: costs nothing, and is not called wrong.
  code_incomplete: 'Mi servono sei cifre e non le ho sentite tutte.',
  code_too_long: 'Erano più di sei cifre.',
  code_unclear: 'Non ho capito i numeri.',
  code_two_readings: 'Posso capire quei numeri in due modi.',
  ask_single_digits: 'Quali sono le sei cifre, una alla volta?',
  code_three_digits: 'Ho le prime tre cifre. Quali sono le tre successive?',
  reprompt_three_digits: 'Ho le prime tre cifre del tuo codice. Quali sono le tre successive?',
  code_five_digits: 'Ho sentito cinque cifre su sei. Il tuo codice comincia con uno zero?',
  reprompt_five_digits: 'Il tuo codice comincia con uno zero?',

  // Codes that were checked, or could not be.
  code_wrong: 'Quel codice non è corretto.',
  tries_left_one: 'Ti resta un tentativo.',
  tries_left_other: 'Ti restano {{count}} tentativi.',
  ask_newest_code: "Che cosa dice l'ultimo messaggio?",
  wrong_and_checking:
    'Ne sto ancora controllando un altro. Tra un momento, chiedimi a che punto è il tuo ordine.',
  refused: 'Era il terzo codice non corretto, quindi la tua richiesta è chiusa.',
  refused_locked: 'Ho anche bloccato le richieste vocali. Per sbloccarle, accedi al sito di {{seller}}.',
  ask_again: 'Se lo vuoi ancora, chiedimelo di nuovo.',
  code_expired: 'Quel codice è scaduto, ma ho ancora la tua richiesta.',
  code_used: 'Quel codice non si può più usare, ma ho ancora la tua richiesta.',
  no_code: 'Il tuo ultimo codice non è partito, ma ho ancora la tua richiesta.',
  offer_new_code: 'Ti mando un altro codice?',
  reprompt_new_code: 'Ti mando un nuovo codice per quello che hai chiesto a {{seller}}?',
  check_failed: 'Non ho potuto controllare quel codice, quindi per ora non è confermato nulla.',
  check_failed_again: "Tra un minuto, di': Alexa, di' a {{seller}}: il mio codice è, e poi i numeri.",
  check_failed_counted: 'Quel codice non si può più usare.',
  check_in_progress:
    'Sto già controllando un altro codice. Tra un momento, chiedimi a che punto è il tuo ordine.',
  tries_spent: 'I tentativi per questa richiesta sono finiti, quindi non si può più confermare.',

  // Sending.
  sending_failed: 'Non ho potuto inviare il tuo codice, quindi non è confermato nulla.',
  ignore_late_code: 'Se ne arriva uno, ignoralo.',
  later_new_code: "Tra {{count}} minuti, di': Alexa, di' a {{seller}}: manda un nuovo codice.",
  former_code_stands: 'Non ho potuto inviare un nuovo codice. Quello di prima vale ancora.',
  still_sending: 'Sto inviando un codice proprio ora. Aspetta qualche secondo, poi ripeti.',
  quiet: 'Non so se il mio ultimo messaggio è partito. Se arriva, ignora il suo codice.',
  again_in_minutes_one: 'Riprova tra un minuto, per favore.',
  again_in_minutes_other: 'Riprova tra {{count}} minuti, per favore.',
  again_in_hours_one: "Riprova tra un'ora, per favore.",
  again_in_hours_other: 'Riprova tra {{count}} ore, per favore.',
  resend_too_soon: 'Ho mandato un codice meno di un minuto fa.',
  resend_in_one: 'Posso mandarne un altro tra un secondo.',
  resend_in_other: 'Posso mandarne un altro tra {{count}} secondi.',
  sends_spent: "Ho già mandato tre codici per questo e non posso mandarne altri. L'ultimo vale ancora.",
  sends_spent_all_over:
    "Ho mandato tre codici e l'ultimo non vale più. Ricomincia con una nuova richiesta, per favore.",
  sends_limited: 'Ultimamente ti ho mandato molti codici, quindi devo fare una pausa.',
  no_contact:
    'Non ho nessun tuo telefono o indirizzo email confermato. Conferma un recapito, poi accedi al sito di {{seller}}.',
  contact_unavailable: 'Non ho potuto verificare dove inviare il codice, quindi non ho inviato niente.',
  contact_lost:
    "Il telefono o l'email dei tuoi codici non risulta più tuo, quindi ho annullato la tua richiesta.",
  contact_lost_then: 'Controlla sul sito di {{seller}}, per favore.',

  // Locks and limits.
  locked_wrong_codes: 'Ci sono stati troppi codici non corretti, quindi ho bloccato le richieste vocali.',
  locked_owner: 'Hai bloccato le richieste vocali.',
  unlock: 'Per sbloccarle, accedi al sito di {{seller}}.',
  frozen: "Diverse richieste si sono sostituite a vicenda, quindi per un po' non ne accetto altre.",
  busy: 'Mi sto occupando delle tue altre richieste. Ripeti tra un momento, per favore.',

  // Transactions past their waiting.
  done: 'Fatto.',
  done_text: '{{done}}.',
  done_text_amount: '{{done}}: {{amount}}.',
  details_in_app: 'I dettagli sono nella tua app Alexa.',
  confirmed: 'Confermato e in corso: {{summary}}.',
  not_done_yet: 'Non è ancora fatto. Chiedimi più tardi a che punto è il tuo ordine.',
  failed: "Codice giusto, ma l'operazione non è riuscita: {{summary}}.",
  failed_then: 'Rivolgiti a {{payee}}, per favore.',
  already_confirmed: 'È già confermato.',
  expired: 'Chiuso, perché nessuno ha confermato in tempo: {{summary}}.',
  refused_before: 'Chiuso dopo tre codici non corretti: {{summary}}.',
  superseded: 'Una richiesta più recente ha sostituito questo: {{summary}}.',
  cancelled: 'Annullato: {{summary}}.',
  cancelled_contact: "Annullato, perché è cambiato il telefono o l'email: {{summary}}.",
  cancelled_link: 'Annullato, perché Alexa è stata scollegata: {{summary}}.',
  nothing_waiting: "Non c'è niente in attesa di un codice.",
  not_found: 'Non ho trovato le richieste del tuo account. Riprova tra un minuto, per favore.',

  // Cancel, or leave.
  still_waits: '{{summary}} è ancora in attesa del codice.',
  ask_leave_or_cancel: 'Lascio in attesa o annullo?',
  reprompt_leave_or_cancel: 'La tua richiesta è ancora in attesa. La lascio in attesa o la annullo?',
  left: "Va bene. Quando vuoi, di': Alexa, di' a {{seller}}: il mio codice è, e poi i numeri.",
  left_without_code: "Va bene. Quando vuoi, di': Alexa, di' a {{seller}}: manda un nuovo codice.",

  // Everything around.
  welcome: 'Ti diamo il benvenuto da {{seller}}.',
  ask_wish: 'Che cosa desideri?',
  reprompt_wish: "Di', per esempio: {{example}}. Che cosa desideri?",
  example: "Di', per esempio: {{example}}.",
  help: 'Ti mando un codice al telefono o via email, e tu me lo leggi.',
  help_code: "Le sei cifre sono nell'ultimo messaggio. Di': il mio codice è, e poi i numeri.",
  not_understood: 'Non ho capito.',
  cannot: 'Questo non posso farlo.',
  goodbye: 'A presto.',
  link: 'Per prima cosa, collega il tuo account {{seller}}. Il link è nella tua app Alexa. Poi chiedimelo di nuovo.',
  identity_unavailable:
    'Non ho potuto controllare il tuo account, quindi non ho fatto niente. Riprova tra un minuto, per favore.',
  fault: 'Qualcosa è andato storto da parte mia. Prima di riprovare, chiedimi a che punto è il tuo ordine.',

  // Cards, in the Alexa app: never a code, never more of a contact than its hint.
  card_sent_sms: 'Un codice è stato inviato al numero che finisce con {{hint}}.',
  card_sent_email: 'Un codice è stato inviato via email.',
  card_confirmed: 'Confermato.',
  card_under_way: 'Confermato e in corso.',

  // Progressive responses, said while the answer is still being made: one short sentence without a question.
  one_moment_sending: 'Un momento, sto mandando il tuo codice.',
  one_moment_checking: 'Un momento, sto controllando il tuo codice.',

  // Screens: titles above what is stored.
  screen_waiting: 'In attesa del tuo codice',
  screen_confirmed: 'Confermato',
  screen_under_way: 'Confermato e in corso',
});
