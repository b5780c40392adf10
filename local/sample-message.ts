/** A 4×4 blue square, PNG. */
const LOGO =
  'iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAEElEQVR42mOQz38NRwzEcQBYMheR4T0D+gAAAABJRU5ErkJggg==';

/** The smallest PDF that readers open: one empty page. */
const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`;

/** What the demonstration sends: a subject beyond ASCII, HTML with an inline image, a PDF. */
export const sampleMessage = (id: string) => ({
  id,
  to: [{ name: 'Zoë Łukasz', address: 'zoe@fabrikam.example' }],
  subject: 'Grüße aus Köln: Rechnung № 4711 ✓',
  text: 'Guten Tag, die Rechnung liegt bei.',
  html: '<p><img src="cid:logo" alt=""> Guten Tag, die Rechnung liegt bei.</p>',
  attachments: [
    { filename: 'logo.png', contentType: 'image/png', content: LOGO, contentId: 'logo' },
    {
      filename: 'Rechnung № 4711.pdf',
      contentType: 'application/pdf',
      content: Buffer.from(PDF).toString('base64'),
    },
  ],
  metadata: { order: '4711' },
});
