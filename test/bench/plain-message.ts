/** A message of about 1 kB, as producers write it. */
export const plainMessage = (id: string) => ({
  id,
  to: ['zoe@fabrikam.example'],
  subject: `Invoice ${id}`,
  text: 'Please find the details of your invoice below.\n'.repeat(20),
});
