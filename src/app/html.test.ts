import { describe, expect, it } from 'vitest';
import { html } from './html.ts';

describe('html', () => {
  it('lets no text become markup, in elements or attributes', () => {
    const order = `<script>alert("1")</script> & 'x'`;
    expect(html`<p title="${order}">${order}</p>`.markup).toBe(
      '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;</p>',
    );
  });

  it('keeps what it made itself, joins lists, and leaves nothing where there is nothing', () => {
    expect(
      html`<ul>${['a', '<b>'].map((text) => html`<li>${text}</li>`)}${null}${false}${0}</ul>`.markup,
    ).toBe('<ul><li>a</li><li>&lt;b&gt;</li>0</ul>');
  });
});
