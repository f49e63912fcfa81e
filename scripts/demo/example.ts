/** The example's stack, as a workflow in its repository names it. */
export const STACK = 'deploy/stack.yml';

export const GOOD_IMAGE = 'amply-backend:v1';
export const NEXT_IMAGE = 'amply-backend:v2';
export const HOTFIX_IMAGE = 'amply-backend:v3';
export const BROKEN_IMAGE = 'amply-backend:broken';

/** What an application says that starts without one of its settings. */
export const MISSING_SETTING = "KeyError: 'STRIPE_SECRET_KEY'";

/** The log of a container that runs the broken image. */
export const TRACEBACK = [
  'Traceback (most recent call last):',
  '  File "/usr/local/bin/uvicorn", line 8, in <module>',
  '    sys.exit(main())',
  '  File "/app/amply/main.py", line 14, in <module>',
  '    stripe.api_key = os.environ["STRIPE_SECRET_KEY"]',
  '  File "<frozen os>", line 685, in __getitem__',
  MISSING_SETTING,
];
