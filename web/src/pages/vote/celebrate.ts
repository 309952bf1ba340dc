/** The same for every ballot, whatever it says: 200 ms of vibration and a tone. */
const length_ms = 200;
const pitch_Hz = 880;
const loudness = 0.2;

export function celebrate(): void {
    navigator.vibrate?.(length_ms);
    if (typeof AudioContext !== 'function') return;
    const audio = new AudioContext();
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    volume.gain.value = loudness;
    tone.frequency.value = pitch_Hz;
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + length_ms / 1000);
    tone.onended = () => void audio.close();
}
