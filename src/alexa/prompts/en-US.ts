/**
 * What Alexa says in en-US, sentence by sentence; say.ts puts the sentences together. A sentence has at most 20 words,
 * a turn 35 with one question, last; say.test.ts holds every turn to that. The words fit any business: what is asked
 * for is named by its own stored summary.
 */
export const prompts = {
  // A transaction, rendered from what is stored.
  order: 'From {{payee}}: {{what}}.',
  order_replaces: '{{what}} instead of {{replaced}}.',
  order_replaces_with: '{{what}} instead of {{replaced}}, {{rest}}.',
  replaces: 'It replaces {{replaced}}.',

  // Codes on their way.
  sent_sms: "I've texted the phone ending {{hint}}.",
  sent_email: "I've emailed you a code.",
  sent_new_sms: "The old code won't work; I've texted a new one.",
  sent_new_email: "The old code won't work; I've emailed a new one.",
  resent_sms: "I've texted a new code to the phone ending {{hint}}.",
  resent_email: "I've emailed you a new code.",
  being_sent: 'Its code is being sent this very moment.',
  ask_code: "What's the code?",
  ask_new_code: "What's the new code?",
  ask_whole_code: "What's the whole code?",
  reprompt_code: 'Take your time. When it comes, say: Alexa, tell {{seller}} my code is, then the numbers.',

  // What is no code: costs nothing, and is not called wrong.
  code_incomplete: 'I need six digits and missed some.',
  code_too_long: 'That was more than six digits.',
  code_unclear: "I didn't catch the numbers.",
  code_two_readings: 'I can read those numbers in two ways.',
  ask_single_digits: 'Which six digits are they, one by one?',
  code_three_digits: 'I have the first three digits. Which three come after them?',
  reprompt_three_digits: 'I have the first three digits of your code. Which three come after them?',
  code_five_digits: 'I heard five digits of six. Does your code begin with a zero?',
  reprompt_five_digits: 'Does your code begin with a zero?',

  // Codes that were checked, or could not be.
  code_wrong: "That code didn't match.",
  tries_left_one: '{{count}} try left.',
  tries_left_other: '{{count}} tries left.',
  ask_newest_code: 'What does the newest message say?',
  wrong_and_checking: 'I am still checking another one. In a moment, ask me what became of it.',
  refused: "That was the third code that didn't match, so your request is off.",
  refused_locked: 'I also locked requests by voice. Sign in at the {{seller}} website to unlock them.',
  ask_again: 'Please ask again if you still want it.',
  code_expired: 'That code ran out, but I still have your request.',
  code_used: "That code can't be used any more, but I still have your request.",
  no_code: "Your last code couldn't be sent, but I still have your request.",
  offer_new_code: 'Shall I send another code?',
  reprompt_new_code: 'Shall I send a new code for what you asked {{seller}}?',
  check_failed: "I couldn't check that code, so nothing's confirmed yet.",
  check_failed_again: 'In a minute, say: Alexa, tell {{seller}} my code is, then the numbers.',
  check_failed_counted: "That code can't be tried again.",
  check_in_progress: 'Another code is being checked right now. In a moment, ask me what became of it.',
  tries_spent: 'All tries for this request are used, so it cannot be confirmed any more.',

  // Sending.
  sending_failed: "I couldn't send your code, so nothing's confirmed.",
  ignore_late_code: 'If one arrives, ignore it.',
  later_new_code: 'In {{count}} minutes, say: Alexa, tell {{seller}} to send a new code.',
  former_code_stands: "I couldn't send a new code. The one before still works.",
  still_sending: 'A code is being sent this very moment. Wait a few seconds, then say that again.',
  quiet: "I'm not sure my last message left. If it arrives, ignore its code.",
  again_in_minutes_one: 'Please try again in {{count}} minute.',
  again_in_minutes_other: 'Please try again in {{count}} minutes.',
  again_in_hours_one: 'Please try again in {{count}} hour.',
  again_in_hours_other: 'Please try again in {{count}} hours.',
  resend_too_soon: 'I sent a code less than a minute ago.',
  resend_in_one: 'I can send another in {{count}} second.',
  resend_in_other: 'I can send another in {{count}} seconds.',
  sends_spent: "I've sent three codes for this, and can't send more. The newest one still works.",
  sends_spent_all_over:
    "I've sent three codes, and the last one is used up. Please start again with a new request.",
  sends_limited: "I've sent you many codes lately, so I must pause.",
  no_contact:
    "I don't have a confirmed phone or email of yours. Confirm one, then sign in at the {{seller}} website.",
  contact_unavailable: "I couldn't look up where to send your code, so nothing was sent.",
  contact_lost:
    "Your code's phone or mailbox isn't proven to be yours any more, so I cancelled your request.",
  contact_lost_then: 'Please check it at the {{seller}} website.',

  // Locks and limits.
  locked_wrong_codes: "Too many codes didn't match, so I've locked requests by voice.",
  locked_owner: 'You locked requests by voice.',
  unlock: 'Sign in at the {{seller}} website to unlock them.',
  frozen: 'Several requests replaced each other, so I take no new ones for a while.',
  busy: "I'm busy with your other requests. Please say that again in a moment.",

  // Transactions past their waiting.
  done: 'Done.',
  done_text: '{{done}}.',
  done_text_amount: '{{done}}: {{amount}}.',
  details_in_app: 'Details are in your Alexa app.',
  confirmed: 'Confirmed, and under way: {{summary}}.',
  not_done_yet: "It isn't done yet. Ask me later what became of it.",
  failed: 'Your code was right, but this failed: {{summary}}.',
  failed_then: 'Please turn to {{payee}}.',
  already_confirmed: "That's already confirmed.",
  expired: 'Nobody confirmed this in time, so it ended: {{summary}}.',
  refused_before: "Three codes didn't match, so this is off: {{summary}}.",
  superseded: 'A newer request replaced this one: {{summary}}.',
  cancelled: 'Cancelled: {{summary}}.',
  cancelled_contact: 'Cancelled, because your phone or mailbox changed: {{summary}}.',
  cancelled_link: 'Cancelled, because its Alexa was disconnected: {{summary}}.',
  nothing_waiting: 'Nothing is waiting for a code.',
  not_found: "I couldn't find your account's requests. Please try again in a minute.",

  // Cancel, or leave.
  still_waits: '{{summary}} still waits for its code.',
  ask_leave_or_cancel: 'Leave it, or cancel it?',
  reprompt_leave_or_cancel: 'Your request still waits. Shall I leave it, or cancel it?',
  left: "All right. When you're ready, say: Alexa, tell {{seller}} my code is, then the numbers.",
  left_without_code: 'All right. Whenever you like, say: Alexa, tell {{seller}} to send a new code.',

  // Everything around.
  welcome: 'Welcome to {{seller}}.',
  ask_wish: 'What would you like?',
  reprompt_wish: 'For example, say: {{example}}. What would you like?',
  example: 'For example, say: {{example}}.',
  help: 'I send a code to your phone or mailbox, and you read it to me.',
  help_code: 'The six digits are in the newest message. Say: my code is, then the numbers.',
  not_understood: "I didn't get that.",
  cannot: "I can't do that.",
  goodbye: 'Goodbye.',
  link: "First, connect your {{seller}} account. I've put a link in your Alexa app. Then ask me again.",
  identity_unavailable:
    "I couldn't check your account just now, so I did nothing. Please try again in a minute.",
  fault: 'Something went wrong on my side. Before you try again, ask me what your order is.',

  // Cards, in the Alexa app: never a code, never more of a contact than its hint.
  card_sent_sms: 'A code was sent to the phone ending {{hint}}.',
  card_sent_email: 'A code was sent by email.',
  card_confirmed: 'Confirmed.',
  card_under_way: 'Confirmed, and under way.',

  // Progressive responses, said while the answer is still being made: one short sentence without a question.
  one_moment_sending: 'One moment, I am sending your code.',
  one_moment_checking: 'One moment, I am checking your code.',

  // Screens: titles above what is stored.
  screen_waiting: 'Waiting for your code',
  screen_confirmed: 'Confirmed',
  screen_under_way: 'Confirmed, and under way',
} as const;
