/** Breaking things on purpose, and seeing at all times what is broken. */
import { useState } from 'preact/hooks';
import type { FaultState } from '../contract.ts';
import { currentChoice, faultGroups, faultsInWords } from './fault-choices.ts';
import { Icon } from './icons.tsx';
import { clearFaults, turnFaults } from './requests.ts';

/** Shown while anything is on, wherever it was turned on. */
export const FaultBanner = ({ faults }: { readonly faults: FaultState }) => {
  const words = faultsInWords(faults.switches, faults.on);
  if (faults.on.length === 0) return null;
  return (
    <section class="banner caution" aria-label="Faults that are on">
      <p>
        <Icon name="warning" /> <strong>Broken on purpose:</strong> {words.join('; ')}.
      </p>
      <button type="button" class="small outlined" onClick={() => void clearFaults()}>
        All off
      </button>
    </section>
  );
};

type Props = { readonly faults: FaultState; readonly onClose: () => void };

export const FaultPanel = ({ faults, onClose }: Props) => {
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <section id="faults" class="faults" aria-labelledby="faults-title">
      <div class="panel-head">
        <div class="grow">
          <h2 id="faults-title">Break something</h2>
          <p class="soft">
            See what Alexa says when the world around her is not well. Whatever breaks, nothing is confirmed
            without the code.
          </p>
        </div>
        <button type="button" class="small quiet" onClick={onClose}>
          Close
        </button>
      </div>
      <div class="fault-grid">
        {faultGroups(faults.switches).map((group) => {
          const current = currentChoice(faults.switches, group);
          return (
            <label key={group.id} class={current === 0 ? 'stacked' : 'stacked on'}>
              {group.label}
              <select
                value={String(current)}
                onChange={({ currentTarget }) => {
                  const chosen = group.choices[Number(currentTarget.value)];
                  if (chosen === undefined) return;
                  void turnFaults(chosen.settings).then((asked) =>
                    setProblem(asked.ok ? null : asked.problem),
                  );
                }}
              >
                {group.choices.map(({ label }, index) => (
                  <option key={label} value={String(index)}>
                    {label}
                  </option>
                ))}
                {current < 0 && (
                  <option value="-1" disabled>
                    as set elsewhere
                  </option>
                )}
              </select>
            </label>
          );
        })}
      </div>
      {problem !== null && (
        <p class="alarm" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
};
