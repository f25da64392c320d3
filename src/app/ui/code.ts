/** What a person typed, read as a code. A code is six digits, a string and never a number. */

export type TypedCode =
  | { readonly type: 'code'; readonly code: string }
  /** Not a code: what to do, in one sentence. Nothing is sent, so it costs no try. */
  | { readonly type: 'problem'; readonly message: string };

const codeLength = 6;

/** Codes are shown, pasted and typed in groups, with spaces, hyphens or dots; full-width digits are digits too. */
export const readTypedCode = (typed: string): TypedCode => {
  const code = typed.normalize('NFKC').replace(/[\s.\-\u2010-\u2015]/g, '');
  if (code === '') return { type: 'problem', message: 'Type the code that we sent you.' };
  if (!/^\d+$/.test(code))
    return { type: 'problem', message: 'A code has only digits. Type it as you received it.' };
  if (code.length === codeLength) return { type: 'code', code };
  return {
    type: 'problem',
    message: `A code has six digits, and this has ${code.length}. Type it as you received it.`,
  };
};
