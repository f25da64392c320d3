/** What Alexa says in es-ES, with "tú". Nothing agrees in gender with a stored summary: it stands after a colon. */
import { translation } from './translation.ts';

export const prompts = translation({
  // A transaction, rendered from what is stored.
  order: 'De {{payee}}: {{what}}.',
  order_replaces: '{{what}}. Esto reemplaza: {{replaced}}.',
  order_replaces_with: '{{what}}, {{rest}}. Esto reemplaza: {{replaced}}.',
  replaces: 'Esto reemplaza: {{replaced}}.',

  // Codes on their way.
  sent_sms: 'He enviado un SMS al teléfono acabado en {{hint}}.',
  sent_email: 'Te he enviado un código por correo electrónico.',
  sent_new_sms: 'El código anterior ya no vale; te he enviado otro por SMS.',
  sent_new_email: 'El código anterior ya no vale; te he enviado otro por correo.',
  resent_sms: 'He enviado un código nuevo al teléfono acabado en {{hint}}.',
  resent_email: 'Te he enviado un código nuevo por correo electrónico.',
  being_sent: 'El código se está enviando ahora mismo.',
  ask_code: '¿Cuál es el código?',
  ask_new_code: '¿Cuál es el código nuevo?',
  ask_whole_code: '¿Cuál es el código completo?',
  reprompt_code:
    'Tómate tu tiempo. Cuando llegue el código, di: Alexa, dile a {{seller}}: mi código es, y los números.',

  // What is no code: costs nothing, and is not called wrong.
  code_incomplete: 'Necesito seis números y no los he oído todos.',
  code_too_long: 'Eran más de seis números.',
  code_unclear: 'No he entendido los números.',
  code_two_readings: 'Puedo entender esos números de dos maneras.',
  ask_single_digits: '¿Cuáles son las seis cifras, una por una?',
  code_three_digits: 'Tengo las tres primeras cifras. ¿Cuáles son las tres siguientes?',
  reprompt_three_digits: 'Tengo las tres primeras cifras de tu código. ¿Cuáles son las tres siguientes?',
  code_five_digits: 'He oído cinco cifras de seis. ¿Tu código empieza por cero?',
  reprompt_five_digits: '¿Tu código empieza por cero?',

  // Codes that were checked, or could not be.
  code_wrong: 'Ese código no es correcto.',
  tries_left_one: 'Te queda un intento.',
  tries_left_other: 'Te quedan {{count}} intentos.',
  ask_newest_code: '¿Qué dice el mensaje más reciente?',
  wrong_and_checking: 'Todavía estoy comprobando otro. En un momento, pregúntame cómo va tu pedido.',
  refused: 'Es el tercer código incorrecto, así que tu petición queda anulada.',
  refused_locked:
    'También he bloqueado las peticiones por voz. Para desbloquearlas, inicia sesión en la web de {{seller}}.',
  ask_again: 'Si aún lo quieres, vuelve a pedírmelo.',
  code_expired: 'Ese código ha caducado, pero aún tengo tu petición.',
  code_used: 'Ese código ya no se puede usar, pero aún tengo tu petición.',
  no_code: 'No se ha podido enviar tu último código, pero aún tengo tu petición.',
  offer_new_code: '¿Te envío otro código?',
  reprompt_new_code: '¿Te envío un código nuevo para lo que has pedido a {{seller}}?',
  check_failed: 'No he podido comprobar ese código, así que aún no hay nada confirmado.',
  check_failed_again: 'Dentro de un minuto, di: Alexa, dile a {{seller}}: mi código es, y los números.',
  check_failed_counted: 'Ese código no se puede volver a usar.',
  check_in_progress:
    'Ahora mismo estoy comprobando otro código. En un momento, pregúntame cómo va tu pedido.',
  tries_spent: 'Se han agotado los intentos para esta petición y ya no se puede confirmar.',

  // Sending.
  sending_failed: 'No he podido enviar tu código, así que no hay nada confirmado.',
  ignore_late_code: 'Si llega alguno, no le hagas caso.',
  later_new_code: 'Dentro de {{count}} minutos, di: Alexa, dile a {{seller}}: envía un código nuevo.',
  former_code_stands: 'No he podido enviar un código nuevo. El anterior todavía vale.',
  still_sending: 'Ahora mismo estoy enviando un código. Espera unos segundos y repítelo.',
  quiet: 'No sé si mi último mensaje ha salido. Si llega, no hagas caso de su código.',
  again_in_minutes_one: 'Vuelve a intentarlo dentro de un minuto, por favor.',
  again_in_minutes_other: 'Vuelve a intentarlo dentro de {{count}} minutos, por favor.',
  again_in_hours_one: 'Vuelve a intentarlo dentro de una hora, por favor.',
  again_in_hours_other: 'Vuelve a intentarlo dentro de {{count}} horas, por favor.',
  resend_too_soon: 'He enviado un código hace menos de un minuto.',
  resend_in_one: 'Puedo enviar otro dentro de un segundo.',
  resend_in_other: 'Puedo enviar otro dentro de {{count}} segundos.',
  sends_spent: 'Ya he enviado tres códigos para esto y no puedo enviar más. El último todavía vale.',
  sends_spent_all_over:
    'He enviado tres códigos y el último ya no vale. Empieza de nuevo con otra petición, por favor.',
  sends_limited: 'Te he enviado muchos códigos últimamente, así que debo hacer una pausa.',
  no_contact:
    'No tengo ningún teléfono ni correo tuyo confirmado. Confirma uno y luego inicia sesión en la web de {{seller}}.',
  contact_unavailable: 'No he podido averiguar adónde enviar tu código, así que no he enviado nada.',
  contact_lost:
    'El teléfono o correo de tus códigos ya no está confirmado, así que he cancelado tu petición.',
  contact_lost_then: 'Compruébalo en la web de {{seller}}, por favor.',

  // Locks and limits.
  locked_wrong_codes:
    'Ha habido demasiados códigos incorrectos, así que he bloqueado las peticiones por voz.',
  locked_owner: 'Has bloqueado las peticiones por voz.',
  unlock: 'Para desbloquearlas, inicia sesión en la web de {{seller}}.',
  frozen: 'Varias peticiones se han reemplazado entre sí, así que durante un rato no acepto más.',
  busy: 'Todavía estoy con tus otras peticiones. Repítelo dentro de un momento, por favor.',

  // Transactions past their waiting.
  done: 'Listo.',
  done_text: '{{done}}.',
  done_text_amount: '{{done}}: {{amount}}.',
  details_in_app: 'Tienes los detalles en tu aplicación Alexa.',
  confirmed: 'Confirmado y en marcha: {{summary}}.',
  not_done_yet: 'Todavía no está hecho. Pregúntame más tarde cómo va tu pedido.',
  failed: 'Tu código era correcto, pero esto ha fallado: {{summary}}.',
  failed_then: 'Ponte en contacto con {{payee}}, por favor.',
  already_confirmed: 'Eso ya está confirmado.',
  expired: 'Terminado, porque nadie lo confirmó a tiempo: {{summary}}.',
  refused_before: 'Anulado tras tres códigos incorrectos: {{summary}}.',
  superseded: 'Una petición más reciente ha reemplazado esto: {{summary}}.',
  cancelled: 'Cancelado: {{summary}}.',
  cancelled_contact: 'Cancelado, porque cambió tu teléfono o tu correo: {{summary}}.',
  cancelled_link: 'Cancelado, porque se desconectó Alexa: {{summary}}.',
  nothing_waiting: 'No hay nada esperando un código.',
  not_found:
    'No he encontrado las peticiones de tu cuenta. Vuelve a intentarlo dentro de un minuto, por favor.',

  // Cancel, or leave.
  still_waits: '{{summary}} todavía espera su código.',
  ask_leave_or_cancel: '¿Lo dejo así o lo cancelo?',
  reprompt_leave_or_cancel: 'Tu petición todavía espera. ¿La dejo así o la cancelo?',
  left: 'De acuerdo. Cuando quieras, di: Alexa, dile a {{seller}}: mi código es, y los números.',
  left_without_code: 'De acuerdo. Cuando quieras, di: Alexa, dile a {{seller}}: envía un código nuevo.',

  // Everything around.
  welcome: 'Te damos la bienvenida a {{seller}}.',
  ask_wish: '¿Qué deseas?',
  reprompt_wish: 'Di, por ejemplo: {{example}}. ¿Qué deseas?',
  example: 'Di, por ejemplo: {{example}}.',
  help: 'Te envío un código al teléfono o al correo, y tú me lo lees.',
  help_code: 'Los seis números están en el mensaje más reciente. Di: mi código es, y los números.',
  not_understood: 'No te he entendido.',
  cannot: 'Eso no puedo hacerlo.',
  goodbye: 'Hasta luego.',
  link: 'Primero, vincula tu cuenta de {{seller}}. He dejado un enlace en tu aplicación Alexa. Luego, vuelve a pedírmelo.',
  identity_unavailable:
    'No he podido comprobar tu cuenta, así que no he hecho nada. Vuelve a intentarlo dentro de un minuto, por favor.',
  fault: 'Algo ha fallado por mi parte. Antes de volver a intentarlo, pregúntame cómo va tu pedido.',

  // Cards, in the Alexa app: never a code, never more of a contact than its hint.
  card_sent_sms: 'Se ha enviado un código al teléfono acabado en {{hint}}.',
  card_sent_email: 'Se ha enviado un código por correo electrónico.',
  card_confirmed: 'Confirmado.',
  card_under_way: 'Confirmado y en marcha.',

  // Progressive responses, said while the answer is still being made: one short sentence without a question.
  one_moment_sending: 'Un momento, estoy enviando tu código.',
  one_moment_checking: 'Un momento, estoy comprobando tu código.',

  // Screens: titles above what is stored.
  screen_waiting: 'Esperando tu código',
  screen_confirmed: 'Confirmado',
  screen_under_way: 'Confirmado y en marcha',
});
