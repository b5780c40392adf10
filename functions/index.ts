import { createApp } from '../shared/app.ts';
import { register } from './register.ts';

register(createApp());
