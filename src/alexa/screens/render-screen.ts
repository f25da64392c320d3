import type { interfaces } from 'ask-sdk-model';
import { screenDocument } from './document.ts';
import type { Screen } from './screen.ts';

/** Which presentation it is, for Alexa: a later one of this name takes the place of an earlier one. */
const token = 'transaction';

/**
 * The directive that shows a screen: the constant document, and the screen as its one data source (Alexa Skills Kit,
 * "Alexa.Presentation.APL Interface Reference"). Only for devices that support the interface.
 */
export const renderScreen = ({
  payee,
  status,
  summary,
  lines,
}: Screen): interfaces.alexa.presentation.apl.RenderDocumentDirective => ({
  type: 'Alexa.Presentation.APL.RenderDocument',
  token,
  document: screenDocument,
  datasources: {
    screen: {
      type: 'object',
      properties: {
        payee: plainText(payee),
        status: plainText(status),
        summary: plainText(summary),
        lines: lines.map(plainText),
      },
    },
  },
});

/**
 * A Text component takes markup, also from data: what could begin a tag or an entity is written as an entity. And where
 * a list inflates children, devices look for expressions in its values once more (apl-core-library, `evaluateNested`):
 * what could begin one is written as an entity too.
 */
const plainText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('${', '&#36;{');
