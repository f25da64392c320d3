/** Privacy policy and terms: public pages at stable addresses, which Amazon asks for (skill.json). */
import type { FastifyPluginAsync } from 'fastify';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';

export type LegalOptions = {
  readonly businessName: string;
  /** Path of the web application, `/wt/app`: styles and the way there. */
  readonly base: string;
};

export const legalPages =
  ({ businessName, base }: LegalOptions): FastifyPluginAsync =>
  async (instance) => {
    const pages = { '/privacy': privacy(businessName), '/terms': terms(businessName) };
    for (const [path, { title, body }] of Object.entries(pages)) {
      const markup = page({ title, businessName, base, formToken: null, body });
      instance.get(path, async (_request, reply) =>
        reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(markup),
      );
    }
  };

type Legal = { readonly title: string; readonly body: Html };

const privacy = (name: string): Legal => ({
  title: 'Privacy policy',
  body: html`<h1>Privacy policy</h1>
<p>This says what ${name} keeps about you when you order by voice, why, and how you get rid of it.</p>
<section><h2>What we keep</h2>
<p>Who you are at the service that signs you in (an identifier, not your password). The phone and mailbox proven to be yours, encrypted. Your orders: what, when, the price, and how they ended. That codes were sent and tried, never the codes themselves. Which Alexa accounts are linked, as values that cannot be read back. The browsers you are signed in with.</p></section>
<section><h2>Why</h2>
<p>To carry out what you order, to be sure that it was you, and to show you what happened. For nothing else: no advertising, no profiles, no sale.</p></section>
<section><h2>Who else sees it</h2>
<p>The service that signs you in also sends and checks your codes, and so knows your phone and mailbox. Amazon handles what you say to Alexa under its own policy. Where live updates go through Pusher, it sees that something changed, never what.</p></section>
<section><h2>How long</h2>
<p>Until you delete it. Your profile lets you download everything and delete everything, at once. Your sign-in account itself stays with the service that signs you in. If you order again by voice after that, a new account begins.</p></section>
<section><h2>Cookies</h2>
<p>Three, all needed: one keeps you signed in, one holds a sign-in under way, one tells the next page what was done. None is for anybody else.</p></section>`,
});

const terms = (name: string): Legal => ({
  title: 'Terms of use',
  body: html`<h1>Terms of use</h1>
<section><h2>What this is</h2>
<p>${name} takes orders by voice. An order counts only once it is confirmed with the code that we sent to your own phone or mailbox, spoken or typed.</p></section>
<section><h2>What we ask of you</h2>
<p>Keep your phone and your sign-in to yourself. Nobody of ours ever asks you for a code. If a code arrives that you did not ask for, ignore it, or press “This was not me” in the web application.</p></section>
<section><h2>What you can expect</h2>
<p>Without your code nothing is ordered. An order that is not confirmed in fifteen minutes ends by itself. After too many wrong codes confirmation is locked until you open it.</p></section>
<section><h2>Ending it</h2>
<p>Disable the skill in the Alexa app, or delete your data in your profile, whenever you like.</p></section>
<p class="soft">This is a sample business. Whoever runs it for real puts their own terms, name and address here.</p>`,
});
