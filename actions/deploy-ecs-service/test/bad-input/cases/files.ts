import type { Wrong, WrongOnes } from '../../stopped.ts';

type Content = string | Uint8Array;

/** A task definition file with that content. */
const malformed = (what: string, content: Content, ...by: Wrong['by']): Wrong => ({
  what,
  files: { 'task-definition.json': content },
  by,
});

/** An alias of an alias of an alias: nine lines that stand for a hundred million values. */
const MULTIPLYING = [
  'a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]',
  ...['b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name, index) => {
    const before = String.fromCharCode('a'.charCodeAt(0) + index);
    return `${name}: &${name} [${Array<string>(10).fill(`*${before}`).join(', ')}]`;
  }),
].join('\n');

/** Files that can't be read, or are something else than a task definition. */
export const FILES: readonly WrongOnes[] = [
  {
    kind: 'a file that is no text',
    form: 'a service',
    cases: [
      malformed('a program', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]), [
        'files/binary',
        'This is a binary file, not YAML or JSON.',
        'task-definition.json:1:1',
      ]),
      malformed('another encoding', Uint8Array.from(Buffer.from('family: caf\u00e9\n', 'latin1')), [
        'files/encoding',
        'This character is not valid UTF-8.',
        'task-definition.json:1:12',
      ]),
    ],
  },
  {
    kind: 'JSON that is none',
    form: 'a service',
    cases: [
      malformed('two commas', '{"family": "web",, "cpu": "256"}', [
        'files/extra-comma',
        'Nothing stands before this comma.',
        'task-definition.json:1:18',
      ]),
      malformed('a comma behind the end', '{"family": "web"},', [
        'files/trailing-comma',
        'A comma follows the last bracket.',
        'task-definition.json:1:18',
      ]),
      malformed('a key without a value', '{"family": , "cpu": "256"}', [
        'files/missing-value',
        'A value is missing before this.',
        'task-definition.json:1:12',
      ]),
      malformed('a key without a colon', '{"family" "web"}', [
        'files/missing-colon',
        'A colon and a value are missing after this.',
        'task-definition.json:1:10',
      ]),
      malformed('a value without a key', '{: "web"}', [
        'files/missing-key',
        'A key in double quotes belongs here.',
        'task-definition.json:1:2',
      ]),
      malformed('a text without quotes', '{"family": our web}', [
        'files/missing-quotes',
        'This is a text without double quotes.',
        'task-definition.json:1:12',
      ]),
      malformed('a text that ends with the line', '{"family": "web\n}', [
        'files/unclosed',
        'The quote that opens here is not closed on its line.',
        'task-definition.json:1:12',
      ]),
      malformed('a quote inside a text', '{"family": "the "web" of ours"}', [
        'files/unescaped-quote',
        'The text in quotes ended before this.',
        'task-definition.json:1:18',
      ]),
      malformed('one quote too many', '{"family": ""web"}', [
        'files/doubled-quote',
        'There is one quote too many here.',
        'task-definition.json:1:12',
      ]),
      malformed('a backslash that means nothing', '{"family": "C:\\web"}', [
        'files/escape',
        '\\w means nothing in double quotes.',
        'task-definition.json:1:15',
      ]),
      malformed('the wrong bracket', '{"family": "web"]', [
        'files/unclosed',
        'The { that opens here meets a ] in line 1 before it is closed.',
        'task-definition.json:1:1',
      ]),
      malformed('a bracket that closes nothing', 'family: web\nrequiresCompatibilities: FARGATE]\ncpu: ]\n', [
        'files/unopened',
        'This ] closes nothing.',
        'task-definition.json:3:6',
      ]),
      malformed(
        'a key twice',
        '{"family": "web",\n "family": "api"}',
        ['task-definition/required', 'The task definition has no `containerDefinitions`.', 'task-definition.json:1:1'],
        ['files/duplicate-key', 'Duplicate key family: line 1 has it already.', 'task-definition.json:2:2'],
      ),
      malformed('two documents', '{"family": "web"}\n{"family": "api"}', [
        'files/several-documents',
        'A second JSON document begins here; one file holds one.',
        'task-definition.json:2:1',
      ]),
      malformed('a placeholder without quotes', '{"family": "web",\n "cpu": {{cpu}}}', [
        'files/unquoted-placeholder',
        'The placeholder {{cpu}} stands here without quotes, which makes the file unreadable until it is replaced.',
        'task-definition.json:2:9',
      ]),
      malformed('a variable without quotes', '{"family": "web",\n "cpu": ${CPU}}', [
        'files/unquoted-placeholder',
        'The placeholder ${CPU} stands here without quotes, which makes the file unreadable until it is replaced.',
        'task-definition.json:2:9',
      ]),
      malformed('a conflict that was not resolved', '{\n<<<<<<< HEAD\n"cpu": "256"\n=======\n>>>>>>> main\n}', [
        'files/conflict-marker',
        'Git left a merge conflict here; it ends in line 5.',
        'task-definition.json:2:1',
      ]),
      malformed(
        'a number that is an account id',
        '{"family": "web",\n "account": 123456789012345678901}',
        ['task-definition/required', 'The task definition has no `containerDefinitions`.', 'task-definition.json:1:1'],
        ['files/number', 'This number is too large to be kept exactly.', 'task-definition.json:2:13'],
      ),
      malformed('a program in jsonnet', "local family = 'web';\n{ family: family }", [
        'files/jsonnet',
        'This is jsonnet, a program that makes JSON, not JSON.',
        'task-definition.json:1:1',
      ]),
    ],
  },
  {
    kind: 'YAML that is none',
    form: 'a service',
    cases: [
      malformed('a line without a colon', 'family: web\ncpu\nmemory: 512\n', [
        'files/missing-colon',
        'This line is neither `key: value` nor the item of a list.',
        'task-definition.json:2:1',
      ]),
      malformed('a line that is indented too far', 'family: web\n  cpu: 256\n', [
        'files/indentation',
        'This line is indented differently from the lines it belongs to.',
        'task-definition.json:2:3',
      ]),
      malformed('a list on the line of its key', 'containerDefinitions: - name: app\n', [
        'files/yaml-syntax',
        'A list cannot begin on the line of its key.',
        'task-definition.json:1:23',
      ]),
      malformed('a value with a colon in it', 'family: web: api\n', [
        'files/missing-quotes',
        'This value holds a colon and a blank, which YAML reads as a key.',
        'task-definition.json:1:9',
      ]),
      malformed('a text that begins with an at sign', 'family: @web\n', [
        'files/missing-quotes',
        'A text that begins with @ needs quotes in YAML.',
        'task-definition.json:1:9',
      ]),
      malformed('a backslash that means nothing in it', 'family: "C:\\web"\n', [
        'files/escape',
        '\\w means nothing in double quotes.',
        'task-definition.json:1:12',
      ]),
      malformed(
        'an invisible blank in a key',
        'family\u00a0: web\n',
        [
          'files/invisible-character',
          'This key begins or ends with an invisible character that is no plain space.',
          'task-definition.json:1:1',
        ],
        ['task-definition/required', 'The task definition has no `family`.', 'task-definition.json:1:1'],
        ['task-definition/required', 'The task definition has no `containerDefinitions`.', 'task-definition.json:1:1'],
      ),
      malformed(
        'a key that is a list',
        '? [a, b]\n: web\n',
        ['task-definition/required', 'The task definition has no `family`.', 'task-definition.json:1:1'],
        ['task-definition/required', 'The task definition has no `containerDefinitions`.', 'task-definition.json:1:1'],
        ['files/key-not-text', 'A key is a text; this one is not.', 'task-definition.json:1:3'],
      ),
      malformed(
        'a function of CloudFormation',
        'family: web\ntaskRoleArn: !GetAtt Role.Arn\n',
        ['task-definition/required', 'The task definition has no `containerDefinitions`.', 'task-definition.json:1:1'],
        [
          'files/tag',
          '!GetAtt is a function of CloudFormation, which works in its templates only.',
          'task-definition.json:2:14',
        ],
      ),
      malformed(
        'a tag of somebody else',
        'family: !web web\n',
        ['task-definition/required', 'The task definition has no `containerDefinitions`.', 'task-definition.json:1:1'],
        ['files/tag', 'This is a tag, and nothing here gives it a meaning.', 'task-definition.json:1:9'],
      ),
      malformed(
        'an alias inside of what it repeats',
        'family: web\ntags: &all [*all]\n',
        ['task-definition/required', 'The task definition has no `containerDefinitions`.', 'task-definition.json:1:1'],
        ['files/alias-cycle', 'This alias stands inside the value it repeats.', 'task-definition.json:2:13'],
      ),
      malformed(
        'a merge of a text',
        'base: &base web\n<<: *base\nfamily: web\n',
        ['task-definition/required', 'The task definition has no `containerDefinitions`.', 'task-definition.json:1:1'],
        ['files/merge-key', '`<<` takes in a map, or a list of maps; this is neither.', 'task-definition.json:2:5'],
      ),
      malformed('aliases that multiply', MULTIPLYING, [
        'files/too-many-aliases',
        'With this alias the file grows to more than 10000 repeated values.',
        'task-definition.json:4:36',
      ]),
      malformed(
        'brackets in brackets in brackets',
        `volumes: ${'['.repeat(300)}${']'.repeat(300)}\n`,
        ['task-definition/required', 'The task definition has no `family`.', 'task-definition.json:1:1'],
        ['task-definition/required', 'The task definition has no `containerDefinitions`.', 'task-definition.json:1:1'],
        ['task-definition/type', 'volumes[0] must be a map, but is a list.', 'task-definition.json:1:11'],
        ['files/too-deep', 'Lists and maps are nested too deep here.', 'task-definition.json:1:210'],
      ),
    ],
  },
  {
    kind: 'a file that is no task definition',
    form: 'a service',
    cases: [
      malformed('a CloudFormation template', 'Resources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n', [
        'task-definition/cloudformation',
        'This file is a CloudFormation template, or a resource of one: its names begin with capitals.',
        'task-definition.json:1:1',
      ]),
      malformed('a resource of one', '{"Properties": {"ContainerDefinitions": []}}', [
        'task-definition/cloudformation',
        'This file is a CloudFormation template, or a resource of one: its names begin with capitals.',
        'task-definition.json:1:1',
      ]),
      malformed('a compose file', 'services:\n  web:\n    image: web\n', [
        'task-definition/compose',
        'This file is a compose file (it has `services`), not a task definition.',
        'task-definition.json:1:1',
      ]),
      malformed('a Kubernetes manifest', 'apiVersion: apps/v1\nkind: Deployment\n', [
        'task-definition/kubernetes',
        'This file is a Kubernetes manifest (it has `apiVersion` and `kind`), not a task definition.',
        'task-definition.json:1:1',
      ]),
      malformed('a service definition', 'serviceName: web\ndesiredCount: 2\n', [
        'task-definition/service-definition',
        'This file is a service definition (it has `serviceName`), not a task definition.',
        'task-definition.json:1:1',
      ]),
      malformed('a list of containers', '- name: app\n  image: web\n', [
        'task-definition/bare-containers',
        'This file is a list, not a task definition.',
        'task-definition.json:1:1',
      ]),
      malformed('a skeleton', '{"family": "", "containerDefinitions": [{"name": "", "image": ""}]}', [
        'task-definition/skeleton',
        'This file is the skeleton of `--generate-cli-skeleton`: nothing in it is filled in.',
        'task-definition.json:1:1',
      ]),
      malformed('null', 'null', [
        'files/scalar',
        'This file holds a single value, no map and no list.',
        'task-definition.json:1:1',
      ]),
      malformed(
        'braces with nothing in them',
        '{}',
        ['task-definition/required', 'The task definition has no `family`.', 'task-definition.json:1:1'],
        ['task-definition/required', 'The task definition has no `containerDefinitions`.', 'task-definition.json:1:1'],
      ),
    ],
  },
];
