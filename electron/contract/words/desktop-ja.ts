/** デスクトップのダイアログの文言。 */
export const desktopJa = {
  'closing.question': 'ウィンドウなしで Modosu の実行を続けますか。',
  'closing.detail': 'このデスクトップにはトレイがありません。実行を続けた場合は、Modosu をもう一度起動するとウィンドウが開きます。',
  'closing.keep': '実行を継続',
  'closing.quit': '終了',
  'closing.cancel': 'キャンセル',
  'quitting.question_other': 'バックアップを {{count}} 件実行中です：{{jobs}}。',
  'quitting.detail':
    'そのままにすれば裏で最後まで実行され、次に Modosu を起動したときに結果を表示します。どちらを選んでも、これまでの世代が失われることはありません。',
  'quitting.leave': '最後まで実行',
  'quitting.cancel_other': 'バックアップを中止',
  'quitting.stay': '終了しない',
  'refused.message': 'Modosu を起動できません。',
  'refused.close': '閉じる',
  'crashed.question': 'ウィンドウに障害が続けて発生しました。',
  'crashed.detail': 'バックアップに影響はありません。ウィンドウがなくても続きます。',
  'crashed.again': 'もう一度開く',
  'crashed.close': '閉じたままにする',
  'hidden.title': 'Modosu はアイコンなしで実行中です',
  'hidden.body': 'このデスクトップにはトレイがありません。ウィンドウを開くには Modosu をもう一度起動してください。',
};
