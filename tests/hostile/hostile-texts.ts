/** A text that tries to be something else where it is shown. */
export interface HostileText {
  readonly name: string;
  readonly text: string;
}

/** By this word a text is found wherever it is shown. */
export const CANARY = 'PWNED';

/** The calm text of which all others are variations: where it does not show, a place shows nothing. */
export const PLAIN: HostileText = { name: 'a word', text: CANARY };

/** What the runner, a terminal, GitHub's Markdown or a reader's eye would act on. */
export const HOSTILE_TEXTS: readonly HostileText[] = [
  {
    name: 'workflow commands',
    text: `${CANARY}\n::error title=${CANARY}::gone\n::set-output name=${CANARY}::1\n::add-mask::a\n::stop-commands::${CANARY}`,
  },
  { name: 'older workflow commands', text: `${CANARY}\n##[error]gone\n##[group]gone` },
  { name: 'newlines as commands escape them', text: `${CANARY}%0A::error title=${CANARY}::%0D%0A##[error]gone` },
  {
    name: 'what ends a line of a log',
    text: `${CANARY}\r::error title=${CANARY}::gone\u2028::notice title=${CANARY}::gone`,
  },
  {
    name: 'what a terminal obeys',
    text: `${CANARY}\u001b[2K\u001b[1A\u001b[31m\u001b]8;;https://evil.example\u0007\u009b31m\b`,
  },
  {
    name: 'links and images',
    text: `${CANARY} [a](https://evil.example) ![i](https://evil.example/i.png) **b** _c_ | d |`,
  },
  {
    name: 'HTML',
    text: `${CANARY}</td></table></details><script>alert()</script><img src=https://evil.example/i.png onerror=a><!--`,
  },
  { name: 'the end of a block of code', text: `${CANARY}\n\`\`\`\n# ${CANARY}\n~~~\n\`\`\`\`\n</code>` },
  {
    name: 'mentions and what becomes a link',
    text: `${CANARY} @octocat www.evil.example mailto:a@evil.example xmpp:a@evil.example`,
  },
  { name: 'an output of its own', text: `${CANARY}\n${CANARY}=1\nEOF\n${CANARY}<<EOF\n1\nEOF` },
  { name: 'what no reader sees', text: `${CANARY}\u202eb\u200bc\u00add\u{e0041}e\u0000f\u0085g\u3164` },
  { name: 'marks of tables and code', text: `${CANARY}${'|'.repeat(30)}${'`'.repeat(7)}${'\\'.repeat(9)}$$a$$<b>` },
];
