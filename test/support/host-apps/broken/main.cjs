throw new Error('the entry file is broken');
