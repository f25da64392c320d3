/**
 * The one layout of all our screens, in the Alexa Presentation Language (Alexa Skills Kit, "APL Document"). It is a
 * constant: whatever differs between two screens comes as data, so no text can become a part of it.
 *
 * Version 1.0 has all that is needed here, so every screen that knows APL can show it, without packages to fetch. Sizes
 * are shares of the viewport, and 15 % of it stay free on each side: the square inside a round screen, so one layout
 * serves round and rectangular ones.
 */

/** An expression that the device evaluates: the value of that name in the data. */
const bound = (name: string): string => `\${${name}}`;

const text = (size: string, more: { readonly [property: string]: string | number }) => ({
  type: 'Text',
  width: '100%',
  fontSize: size,
  textAlign: 'center',
  color: '#ffffff',
  ...more,
});

export const screenDocument = {
  type: 'APL',
  version: '1.0',
  theme: 'dark',
  mainTemplate: {
    parameters: ['payload'],
    items: [
      {
        type: 'Frame',
        width: '100vw',
        height: '100vh',
        backgroundColor: '#101820',
        item: {
          type: 'Container',
          width: '100%',
          height: '100%',
          justifyContent: 'center',
          paddingLeft: '15vw',
          paddingRight: '15vw',
          paddingTop: '15vh',
          paddingBottom: '15vh',
          items: [
            text('5vh', { text: bound('payload.screen.properties.payee'), color: '#b8c4d0', maxLines: 1 }),
            text('7vh', {
              text: bound('payload.screen.properties.status'),
              color: '#7fd1ff',
              fontWeight: 'bold',
              maxLines: 2,
            }),
            text('7vh', { text: bound('payload.screen.properties.summary'), paddingTop: '2vh', maxLines: 3 }),
            {
              type: 'Container',
              width: '100%',
              paddingTop: '1vh',
              data: bound('payload.screen.properties.lines'),
              items: [text('5vh', { text: bound('data'), maxLines: 2 })],
            },
          ],
        },
      },
    ],
  },
} as const;
