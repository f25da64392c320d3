/**
 * What Alexa says in fr-FR, with "vous"; what people say to Alexa has "tu", as they do. Nothing agrees in gender with
 * a stored summary, and no "de" or "que" stands before one or before the seller's name, where it might have to elide.
 */
import { translation } from './translation.ts';

export const prompts = translation({
  // A transaction, rendered from what is stored.
  order: 'Chez {{payee}} : {{what}}.',
  order_replaces: '{{what}}. Cela remplace : {{replaced}}.',
  order_replaces_with: '{{what}}, {{rest}}. Cela remplace : {{replaced}}.',
  replaces: 'Cela remplace : {{replaced}}.',

  // Codes on their way.
  sent_sms: "J'ai envoyé un SMS au numéro finissant par {{hint}}.",
  sent_email: 'Je vous ai envoyé un code par e-mail.',
  sent_new_sms: "L'ancien code n'est plus valable ; j'en ai envoyé un nouveau par SMS.",
  sent_new_email: "L'ancien code n'est plus valable ; j'en ai envoyé un nouveau par e-mail.",
  resent_sms: "J'ai envoyé un nouveau code au numéro finissant par {{hint}}.",
  resent_email: 'Je vous ai envoyé un nouveau code par e-mail.',
  being_sent: "Le code est en cours d'envoi.",
  ask_code: 'Quel est le code ?',
  ask_new_code: 'Quel est le nouveau code ?',
  ask_whole_code: 'Quel est le code complet ?',
  reprompt_code:
    'Prenez votre temps. Quand vous aurez le code, dites : Alexa, dis à {{seller}} : mon code est, puis les chiffres.',

  // What is no code: costs nothing, and is not called wrong.
  code_incomplete: "Il me faut six chiffres, et je n'ai pas tout entendu.",
  code_too_long: 'Cela fait plus de six chiffres.',
  code_unclear: "Je n'ai pas compris les chiffres.",
  code_two_readings: 'Je peux comprendre ces nombres de deux façons.',
  ask_single_digits: 'Quels sont les six chiffres, un par un ?',
  code_three_digits: "J'ai les trois premiers chiffres. Quels sont les trois suivants ?",
  reprompt_three_digits: "J'ai les trois premiers chiffres de votre code. Quels sont les trois suivants ?",
  code_five_digits: "J'ai entendu cinq chiffres sur six. Votre code commence-t-il par un zéro ?",
  reprompt_five_digits: 'Votre code commence-t-il par un zéro ?',

  // Codes that were checked, or could not be.
  code_wrong: "Ce code n'est pas le bon.",
  tries_left_one: 'Il vous reste un essai.',
  tries_left_other: 'Il vous reste {{count}} essais.',
  ask_newest_code: 'Que dit le dernier message ?',
  wrong_and_checking: "J'en vérifie encore un autre. Dans un instant, demandez-moi où en est votre commande.",
  refused: "C'était le troisième code incorrect : votre demande est close.",
  refused_locked:
    "J'ai aussi bloqué les demandes vocales. Pour les débloquer, connectez-vous au site {{seller}}.",
  ask_again: 'Si vous le voulez toujours, redemandez-le-moi.',
  code_expired: "Ce code a expiré, mais j'ai toujours votre demande.",
  code_used: "Ce code ne peut plus servir, mais j'ai toujours votre demande.",
  no_code: "Votre dernier code n'a pas pu partir, mais j'ai toujours votre demande.",
  offer_new_code: 'Voulez-vous un nouveau code ?',
  reprompt_new_code: 'Voulez-vous un nouveau code pour votre demande chez {{seller}} ?',
  check_failed: "Je n'ai pas pu vérifier ce code, rien n'est donc confirmé pour l'instant.",
  check_failed_again: 'Dans une minute, dites : Alexa, dis à {{seller}} : mon code est, puis les chiffres.',
  check_failed_counted: 'Ce code ne peut plus être utilisé.',
  check_in_progress:
    'Un autre code est en cours de vérification. Dans un instant, demandez-moi où en est votre commande.',
  tries_spent: 'Tous les essais pour cette demande sont épuisés, elle ne peut plus être confirmée.',

  // Sending.
  sending_failed: "Je n'ai pas pu envoyer votre code, rien n'est donc confirmé.",
  ignore_late_code: "S'il en arrive un, ignorez-le.",
  later_new_code: 'Dans {{count}} minutes, dites : Alexa, dis à {{seller}} : envoie un nouveau code.',
  former_code_stands: "Je n'ai pas pu envoyer de nouveau code. Le précédent est toujours valable.",
  still_sending: "Un code est en cours d'envoi. Attendez quelques secondes, puis répétez.",
  quiet: "Je ne sais pas si mon dernier message est parti. S'il arrive, ignorez son code.",
  again_in_minutes_one: 'Veuillez réessayer dans une minute.',
  again_in_minutes_other: 'Veuillez réessayer dans {{count}} minutes.',
  again_in_hours_one: 'Veuillez réessayer dans une heure.',
  again_in_hours_other: 'Veuillez réessayer dans {{count}} heures.',
  resend_too_soon: "J'ai envoyé un code il y a moins d'une minute.",
  resend_in_one: 'Je pourrai en envoyer un autre dans une seconde.',
  resend_in_other: 'Je pourrai en envoyer un autre dans {{count}} secondes.',
  sends_spent:
    "J'ai envoyé trois codes pour cette demande, c'est le maximum. Le dernier est toujours valable.",
  sends_spent_all_over:
    "J'ai envoyé trois codes, et le dernier ne peut plus servir. Veuillez faire une nouvelle demande.",
  sends_limited: 'Je vous ai envoyé beaucoup de codes récemment, je dois donc faire une pause.',
  no_contact:
    "Je n'ai aucun téléphone ni e-mail confirmé à votre nom. Confirmez-en un, puis connectez-vous au site {{seller}}.",
  contact_unavailable: "Je n'ai pas pu trouver où envoyer votre code, rien n'est donc parti.",
  contact_lost:
    "Le téléphone ou l'e-mail qui reçoit vos codes n'est plus confirmé, j'ai donc annulé votre demande.",
  contact_lost_then: 'Veuillez le vérifier sur le site {{seller}}.',

  // Locks and limits.
  locked_wrong_codes: "Trop de codes étaient incorrects, j'ai donc bloqué les demandes vocales.",
  locked_owner: 'Vous avez bloqué les demandes vocales.',
  unlock: 'Pour les débloquer, connectez-vous au site {{seller}}.',
  frozen: "Plusieurs demandes se sont remplacées l'une l'autre, je n'en prends donc plus pendant un moment.",
  busy: "Je m'occupe encore de vos autres demandes. Veuillez répéter dans un instant.",

  // Transactions past their waiting.
  done: "C'est fait.",
  done_text: '{{done}}.',
  done_text_amount: '{{done}} : {{amount}}.',
  details_in_app: 'Les détails sont dans votre application Alexa.',
  confirmed: "C'est confirmé et en cours : {{summary}}.",
  not_done_yet: "Ce n'est pas encore fait. Demandez-moi plus tard où en est votre commande.",
  failed: 'Votre code était bon, mais ceci a échoué : {{summary}}.',
  failed_then: 'Veuillez vous adresser à {{payee}}.',
  already_confirmed: "C'est déjà confirmé.",
  expired: "C'est terminé, faute de confirmation à temps : {{summary}}.",
  refused_before: "C'est terminé, après trois codes incorrects : {{summary}}.",
  superseded: 'Une demande plus récente a remplacé ceci : {{summary}}.',
  cancelled: "C'est annulé : {{summary}}.",
  cancelled_contact: "Votre téléphone ou e-mail a changé, c'est annulé : {{summary}}.",
  cancelled_link: "C'est annulé, car Alexa a été déconnectée : {{summary}}.",
  nothing_waiting: "Aucune demande n'attend de code.",
  not_found: "Je n'ai pas trouvé les demandes de votre compte. Veuillez réessayer dans une minute.",

  // Cancel, or leave.
  still_waits: '{{summary}} attend toujours son code.',
  ask_leave_or_cancel: "Je garde ou j'annule ?",
  reprompt_leave_or_cancel: "Votre demande attend toujours. Je la garde ou je l'annule ?",
  left: "D'accord. Quand vous voudrez, dites : Alexa, dis à {{seller}} : mon code est, puis les chiffres.",
  left_without_code:
    "D'accord. Quand vous voudrez, dites : Alexa, dis à {{seller}} : envoie un nouveau code.",

  // Everything around.
  welcome: 'Bienvenue chez {{seller}}.',
  ask_wish: 'Que souhaitez-vous ?',
  reprompt_wish: 'Dites par exemple : {{example}}. Que souhaitez-vous ?',
  example: 'Dites par exemple : {{example}}.',
  help: "J'envoie un code sur votre téléphone ou par e-mail, et vous me le lisez.",
  help_code: 'Les six chiffres sont dans le dernier message. Dites : mon code est, puis les chiffres.',
  not_understood: "Je n'ai pas compris.",
  cannot: 'Je ne peux pas faire cela.',
  goodbye: 'Au revoir.',
  link: "D'abord, associez votre compte {{seller}}. Le lien est dans votre application Alexa. Ensuite, refaites votre demande.",
  identity_unavailable:
    "Je n'ai pas pu vérifier votre compte, je n'ai donc rien fait. Veuillez réessayer dans une minute.",
  fault: 'Un problème est survenu de mon côté. Avant de réessayer, demandez-moi où en est votre commande.',

  // Cards, in the Alexa app: never a code, never more of a contact than its hint.
  card_sent_sms: 'Un code a été envoyé au numéro finissant par {{hint}}.',
  card_sent_email: 'Un code a été envoyé par e-mail.',
  card_confirmed: "C'est confirmé.",
  card_under_way: "C'est confirmé et en cours.",

  // Progressive responses, said while the answer is still being made: one short sentence without a question.
  one_moment_sending: "Un instant, j'envoie votre code.",
  one_moment_checking: 'Un instant, je vérifie votre code.',

  // Screens: titles above what is stored.
  screen_waiting: 'En attente de votre code',
  screen_confirmed: "C'est confirmé",
  screen_under_way: "C'est confirmé et en cours",
});
