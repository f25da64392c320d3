/**
 * What Alexa says in de-DE, with "du". A stored summary ("eine große Pizza mit Salami") is never declined: it stands
 * as a subject, or after a colon.
 */
import { translation } from './translation.ts';

export const prompts = translation({
  // A transaction, rendered from what is stored.
  order: 'Bei {{payee}}: {{what}}.',
  order_replaces: '{{what}}. Das ersetzt: {{replaced}}.',
  order_replaces_with: '{{what}}, {{rest}}. Das ersetzt: {{replaced}}.',
  replaces: 'Das ersetzt: {{replaced}}.',

  // Codes on their way.
  sent_sms: 'Ich habe eine SMS an die Nummer mit der Endung {{hint}} geschickt.',
  sent_email: 'Ich habe dir einen Code per E-Mail geschickt.',
  sent_new_sms: 'Der alte Code gilt nicht mehr; ein neuer kommt per SMS.',
  sent_new_email: 'Der alte Code gilt nicht mehr; ein neuer kommt per E-Mail.',
  resent_sms: 'Ich habe einen neuen Code an die Nummer mit der Endung {{hint}} geschickt.',
  resent_email: 'Ich habe dir einen neuen Code per E-Mail geschickt.',
  being_sent: 'Der Code wird gerade verschickt.',
  ask_code: 'Wie lautet der Code?',
  ask_new_code: 'Wie lautet der neue Code?',
  ask_whole_code: 'Wie lautet der ganze Code?',
  reprompt_code:
    'Lass dir Zeit. Wenn der Code da ist, sag: Alexa, sag {{seller}}, mein Code ist, und dann die Ziffern.',

  // What is no code: costs nothing, and is not called wrong.
  code_incomplete: 'Ich brauche sechs Ziffern und habe nicht alle gehört.',
  code_too_long: 'Das waren mehr als sechs Ziffern.',
  code_unclear: 'Die Ziffern habe ich nicht verstanden.',
  code_two_readings: 'Diese Zahlen kann ich auf zwei Arten verstehen.',
  ask_single_digits: 'Wie lauten die sechs Ziffern, eine nach der anderen?',
  code_three_digits: 'Die ersten drei Ziffern habe ich. Welche drei kommen danach?',
  reprompt_three_digits: 'Die ersten drei Ziffern deines Codes habe ich. Welche drei kommen danach?',
  code_five_digits: 'Ich habe fünf von sechs Ziffern gehört. Beginnt dein Code mit einer Null?',
  reprompt_five_digits: 'Beginnt dein Code mit einer Null?',

  // Codes that were checked, or could not be.
  code_wrong: 'Dieser Code stimmt nicht.',
  tries_left_one: 'Du hast noch einen Versuch.',
  tries_left_other: 'Du hast noch {{count}} Versuche.',
  ask_newest_code: 'Was steht in der neuesten Nachricht?',
  wrong_and_checking: 'Einen anderen prüfe ich noch. Frag mich gleich, was daraus geworden ist.',
  refused: 'Das war der dritte falsche Code, deine Anfrage ist damit beendet.',
  refused_locked:
    'Auch Anfragen per Sprache habe ich gesperrt. Zum Entsperren melde dich auf der Website von {{seller}} an.',
  ask_again: 'Wenn du es noch möchtest, sag es bitte noch einmal.',
  code_expired: 'Dieser Code ist abgelaufen, aber deine Anfrage habe ich noch.',
  code_used: 'Dieser Code gilt nicht mehr, aber deine Anfrage habe ich noch.',
  no_code: 'Dein letzter Code ließ sich nicht senden, aber deine Anfrage habe ich noch.',
  offer_new_code: 'Soll ich einen neuen Code schicken?',
  reprompt_new_code: 'Soll ich für deine Anfrage bei {{seller}} einen neuen Code schicken?',
  check_failed: 'Ich konnte den Code nicht prüfen, also ist noch nichts bestätigt.',
  check_failed_again: 'Sag in einer Minute: Alexa, sag {{seller}}, mein Code ist, und dann die Ziffern.',
  check_failed_counted: 'Dieser Code lässt sich nicht noch einmal verwenden.',
  check_in_progress: 'Gerade wird ein anderer Code geprüft. Frag mich gleich, was daraus geworden ist.',
  tries_spent: 'Alle Versuche für diese Anfrage sind verbraucht, sie lässt sich nicht mehr bestätigen.',

  // Sending.
  sending_failed: 'Ich konnte deinen Code nicht senden, also ist nichts bestätigt.',
  ignore_late_code: 'Falls doch einer ankommt, ignoriere ihn.',
  later_new_code: 'Sag in {{count}} Minuten: Alexa, sag {{seller}}, schick einen neuen Code.',
  former_code_stands: 'Ich konnte keinen neuen Code senden. Der vorige gilt noch.',
  still_sending: 'Gerade wird ein Code verschickt. Warte ein paar Sekunden und sag es dann noch einmal.',
  quiet:
    'Ich bin nicht sicher, ob meine letzte Nachricht verschickt wurde. Falls sie ankommt, ignoriere ihren Code.',
  again_in_minutes_one: 'Bitte versuch es in einer Minute noch einmal.',
  again_in_minutes_other: 'Bitte versuch es in {{count}} Minuten noch einmal.',
  again_in_hours_one: 'Bitte versuch es in einer Stunde noch einmal.',
  again_in_hours_other: 'Bitte versuch es in {{count}} Stunden noch einmal.',
  resend_too_soon: 'Der letzte Code ist noch keine Minute alt.',
  resend_in_one: 'In einer Sekunde kann ich einen neuen schicken.',
  resend_in_other: 'In {{count}} Sekunden kann ich einen neuen schicken.',
  sends_spent: 'Ich habe dafür schon drei Codes geschickt, mehr geht nicht. Der neueste gilt noch.',
  sends_spent_all_over:
    'Ich habe drei Codes geschickt, und der letzte ist verbraucht. Bitte fang mit einer neuen Anfrage an.',
  sends_limited: 'Ich habe dir zuletzt viele Codes geschickt und muss eine Pause machen.',
  no_contact:
    'Ich habe kein bestätigtes Telefon oder Postfach von dir. Bestätige eins und melde dich dann auf der Website von {{seller}} an.',
  contact_unavailable:
    'Ich konnte nicht nachsehen, wohin dein Code gehen soll, also habe ich nichts geschickt.',
  contact_lost:
    'Das Telefon oder Postfach für deine Codes ist nicht mehr bestätigt, deshalb habe ich deine Anfrage storniert.',
  contact_lost_then: 'Bitte prüfe das auf der Website von {{seller}}.',

  // Locks and limits.
  locked_wrong_codes: 'Zu viele Codes haben nicht gestimmt, deshalb habe ich Anfragen per Sprache gesperrt.',
  locked_owner: 'Du hast Anfragen per Sprache gesperrt.',
  unlock: 'Zum Entsperren melde dich auf der Website von {{seller}} an.',
  frozen: 'Mehrere Anfragen haben einander ersetzt, deshalb nehme ich vorerst keine neuen an.',
  busy: 'Ich bin noch mit deinen anderen Anfragen beschäftigt. Bitte sag das gleich noch einmal.',

  // Transactions past their waiting.
  done: 'Erledigt.',
  done_text: '{{done}}.',
  done_text_amount: '{{done}}: {{amount}}.',
  details_in_app: 'Einzelheiten findest du in deiner Alexa-App.',
  confirmed: 'Bestätigt und in Bearbeitung: {{summary}}.',
  not_done_yet: 'Es ist noch nicht erledigt. Frag mich später, was daraus geworden ist.',
  failed: 'Dein Code war richtig, aber das ist fehlgeschlagen: {{summary}}.',
  failed_then: 'Bitte wende dich an {{payee}}.',
  already_confirmed: 'Das ist schon bestätigt.',
  expired: 'Nicht rechtzeitig bestätigt und deshalb beendet: {{summary}}.',
  refused_before: 'Nach drei falschen Codes beendet: {{summary}}.',
  superseded: 'Eine neuere Anfrage hat das ersetzt: {{summary}}.',
  cancelled: 'Storniert: {{summary}}.',
  cancelled_contact: 'Storniert, weil sich deine Kontaktdaten geändert haben: {{summary}}.',
  cancelled_link: 'Storniert, weil die Verknüpfung mit Alexa getrennt wurde: {{summary}}.',
  nothing_waiting: 'Es wartet nichts auf einen Code.',
  not_found:
    'Die Anfragen deines Kontos habe ich nicht gefunden. Bitte versuch es in einer Minute noch einmal.',

  // Cancel, or leave.
  still_waits: '{{summary}} wartet noch auf den Code.',
  ask_leave_or_cancel: 'Warten lassen oder stornieren?',
  reprompt_leave_or_cancel: 'Deine Anfrage wartet noch. Soll ich sie warten lassen oder stornieren?',
  left: 'In Ordnung. Wenn du so weit bist, sag: Alexa, sag {{seller}}, mein Code ist, und dann die Ziffern.',
  left_without_code:
    'In Ordnung. Wann immer du möchtest, sag: Alexa, sag {{seller}}, schick einen neuen Code.',

  // Everything around.
  welcome: 'Willkommen bei {{seller}}.',
  ask_wish: 'Was möchtest du?',
  reprompt_wish: 'Sag zum Beispiel: {{example}}. Was möchtest du?',
  example: 'Sag zum Beispiel: {{example}}.',
  help: 'Ich schicke einen Code an dein Telefon oder Postfach, und du liest ihn mir vor.',
  help_code: 'Die sechs Ziffern stehen in der neuesten Nachricht. Sag: mein Code ist, und dann die Ziffern.',
  not_understood: 'Das habe ich nicht verstanden.',
  cannot: 'Das kann ich nicht.',
  goodbye: 'Bis bald.',
  link: 'Verknüpfe zuerst dein Konto bei {{seller}}. Einen Link findest du in deiner Alexa-App. Danach frag mich noch einmal.',
  identity_unavailable:
    'Ich konnte dein Konto gerade nicht prüfen und habe nichts getan. Bitte versuch es in einer Minute noch einmal.',
  fault:
    'Bei mir ist etwas schiefgegangen. Bevor du es noch einmal versuchst, frag mich nach deiner Bestellung.',

  // Cards, in the Alexa app: never a code, never more of a contact than its hint.
  card_sent_sms: 'Ein Code ging per SMS an die Nummer mit der Endung {{hint}}.',
  card_sent_email: 'Ein Code ging per E-Mail an dich.',
  card_confirmed: 'Bestätigt.',
  card_under_way: 'Bestätigt und in Bearbeitung.',

  // Progressive responses, said while the answer is still being made: one short sentence without a question.
  one_moment_sending: 'Einen Moment, ich schicke dir den Code.',
  one_moment_checking: 'Einen Moment, ich prüfe deinen Code.',

  // Screens: titles above what is stored.
  screen_waiting: 'Wartet auf deinen Code',
  screen_confirmed: 'Bestätigt',
  screen_under_way: 'Bestätigt und in Bearbeitung',
});
